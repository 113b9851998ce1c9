{{ config(
  materialized='incremental',
  incremental_strategy='append',
  on_schema_change='fail',
  indexes=[{'columns': ['local_date']}],
  pre_hook='{{ userlogs_remove_days() }}'
) }}
{{ userlogs_days_of('availability_daily') }}
