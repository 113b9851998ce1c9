"""Write a Grafana dashboard as TypeScript whose types are those of @grafana/schema.

    dashboard_types.py FILE

The types of options and fields of a panel are those of its kind.  The types have
enumerations where JSON has strings.
"""

import json
import sys

# the folders and names of the kinds of panels in @grafana/schema
KINDS = {
    "barchart": "BarChart",
    "stat": "Stat",
    "state-timeline": "StateTimeline",
    "table": "Table",
    "timeseries": "TimeSeries",
}

with open(sys.argv[1], encoding="utf-8") as file:
    dashboard = json.load(file)
print("import type { Dashboard } from '@grafana/schema';")
for kind in sorted({panel["type"] for panel in dashboard["panels"]}):
    name = KINDS[kind]
    print(f"import type * as {name} from '@grafana/schema/dist/esm/raw/composable/{name.lower()}/panelcfg/x/{name}PanelCfg_types.gen';")
print("""type Json<T> = T extends string ? `${T}` : T extends number | boolean | null | undefined ? T
  : T extends (infer U)[] ? Json<U>[] : T extends object ? { [K in keyof T]: Json<T[K]> } : T;""")
print(f"export const dashboard: Json<Dashboard> = {json.dumps(dashboard, indent=2)};")
for panel in dashboard["panels"]:
    name, number = KINDS[panel["type"]], panel["id"]
    print(f"export const options{number}: Json<Partial<{name}.Options>> = {json.dumps(panel['options'])};")
    custom = panel["fieldConfig"]["defaults"].get("custom", {})
    # the fields of a table have a type of another name, those of a stat have none
    fields = {"Table": "import('@grafana/schema').TableFieldOptions", "Stat": "{}"}.get(name, f"{name}.FieldConfig")
    print(f"export const custom{number}: Json<Partial<{fields}>> = {json.dumps(custom)};")
