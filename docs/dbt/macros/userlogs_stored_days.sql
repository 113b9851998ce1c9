{#
  What a stored copy of a view needs: a run computes the days from the last one
  stored, less userlogs_look_back_days, up to now, and puts them in the place of
  those stored.  So a status that was open at the last run is closed, and an event
  that came late by no more than that counts.  What changed longer ago is only
  seen with --full-refresh.

  The copy has to have the column local_date.
#}

{# The first day that a run computes: NULL if nothing is stored. #}
{% macro userlogs_first_day(copy) -%}
  (SELECT max(s.local_date) - {{ var('userlogs_look_back_days') | int }} FROM {{ copy }} s)
{%- endmacro %}

{# The rows of a view from that day on, all of them for a new copy. #}
{% macro userlogs_days_of(view) -%}
  {% set days = source('userlogs', 'day_list') -%}
  {% set report = source('userlogs', view) -%}
  {% set from_at = none -%}
  {% if execute and is_incremental() -%}
    {# a constant, by which the planner knows how little is asked for; without that day in the report, all of it #}
    {% set from_at = run_query('SELECT d.started_at::text FROM ' ~ days ~ ' d WHERE d.local_date = ' ~ userlogs_first_day(this)).rows -%}
    {% set from_at = from_at[0][0] if from_at | length > 0 else none -%}
  {% endif -%}
  SELECT v.* FROM {{ adapter.quote(report.schema) }}.{{ adapter.quote(view ~ '_between') }}({{ "'" ~ from_at ~ "'::timestamptz" if from_at else 'NULL' }}, NULL) v
{%- endmacro %}

{# Removes those days from the copy, in the transaction that adds them again. #}
{% macro userlogs_remove_days() -%}
  {% if is_incremental() -%}
    DELETE FROM {{ this }} WHERE local_date >= coalesce((
      SELECT d.local_date FROM {{ source('userlogs', 'day_list') }} d WHERE d.local_date = {{ userlogs_first_day(this) }}), '-infinity')
  {%- endif %}
{%- endmacro %}
