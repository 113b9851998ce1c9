// Reads every view of the report in REPORT_SCHEMA through node-postgres; prints
// the fingerprints of what came, in the form of the file it is given.
'use strict';
const { createHash } = require('crypto');
const { readFileSync } = require('fs');
const { Client, types } = require('pg');
const { builtins } = types;

const sum = numbers => numbers.reduce((total, number) => total + BigInt(number), 0n);

const textTotal = values =>
  sum(values.map(value => [...value].length)) + ':' +
  sum(values.map(value => '0x' + createHash('md5').update(value).digest('hex').slice(0, 15)));

// Times without a zone come with the wall clock of this process, and from
// version 4 of pg-types on (Debian's) with that of UTC; dates likewise, and
// then as strings.
const parsesAsUtc = types.getTypeParser(builtins.TIMESTAMP)('2000-01-01 00:00:00').getTime() === Date.UTC(2000, 0, 1);
const wallClock = value => parsesAsUtc ? new Date(value).getTime() : Date.UTC(value.getFullYear(), value.getMonth(),
  value.getDate(), value.getHours(), value.getMinutes(), value.getSeconds(), value.getMilliseconds());
const wallClockTotal = values => sum(values.map(wallClock));

function numericTotal(values) {
  const total = sum(values.map(value => {
    const [, sign, whole, decimals = ''] = /^(-?)([0-9]+)(?:\.([0-9]{0,6}))?$/.exec(value);
    return sign + whole + decimals.padEnd(6, '0');
  }));
  const digits = String(total < 0n ? -total : total).padStart(7, '0');
  return values.length === 0 ? '0' : (total < 0n ? '-' : '') + digits.slice(0, -6) + '.' + digits.slice(-6);
}

function doubleTotal(values) {
  const view = new DataView(new ArrayBuffer(8));
  return sum(values.map(value => {
    view.setFloat64(0, value);
    return view.getBigInt64(0);
  }));
}

const isDate = value => value instanceof Date && !isNaN(value);

// type of the server -> type on the wire, test of a value, total
const accepted = {
  'text': [builtins.TEXT, value => typeof value === 'string', textTotal],
  'timestamp with time zone': [builtins.TIMESTAMPTZ, isDate, values => sum(values.map(value => value.getTime()))],
  'timestamp without time zone': [builtins.TIMESTAMP, isDate, wallClockTotal],
  'date': [builtins.DATE, value => parsesAsUtc ? /^\d{4}-\d\d-\d\d$/.test(value) : isDate(value), wallClockTotal],
  'boolean': [builtins.BOOL, value => typeof value === 'boolean', values => values.filter(value => value).length],
  'bigint': [builtins.INT8, value => typeof value === 'string', sum],
  'numeric(18,6)': [builtins.NUMERIC, value => typeof value === 'string', numericTotal],
  'numeric(24,6)': [builtins.NUMERIC, value => typeof value === 'string', numericTotal],
  'double precision': [builtins.FLOAT8, value => typeof value === 'number', doubleTotal],
  'interval': [builtins.INTERVAL, value => typeof value === 'object', () => ''],
};

const expected = new Map(readFileSync(process.argv[2], 'utf8').trimEnd().split('\n').map(line => {
  const [view, column, type] = line.split('\t');
  return [view + '\t' + column, type];
}));

function report(view, { fields, rows }) {
  fields.forEach(({ name, dataTypeID }, place) => {
    const type = expected.get(view + '\t' + name);
    const [wireType, isAccepted, total] = accepted[type] ?? [];
    const values = rows.map(row => row[place]).filter(value => value !== null);
    const fits = wireType === dataTypeID && values.every(isAccepted);
    console.log([view, name, fits ? type : `type number ${dataTypeID}`, rows.length, rows.length - values.length,
      fits ? total(values) : ''].join('\t'));
  });
}

async function main() {
  const schema = process.env.REPORT_SCHEMA;
  const client = new Client();
  const quote = name => client.escapeIdentifier(name);
  const read = (text, values) => client.query({ text, values, rowMode: 'array' });
  await client.connect();

  const views = await read(`SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = $1 AND c.relkind = 'v' AND a.attnum > 0
    GROUP BY c.relname ORDER BY c.relname COLLATE "C"`, [schema]);
  for (const [view, columns] of views.rows) {
    report(view, await read(`SELECT ${columns.map(quote)} FROM ${quote(schema)}.${quote(view)}`));
  }

  const view = 'user_logs_between';
  if ([...expected.keys()].some(key => key.startsWith(view + '\t'))) {
    const query = `SELECT * FROM ${quote(schema)}.${view}($1, $2)`;
    const window = [process.env.FROM_AT, process.env.TO_AT];
    const answer = await read(query, window.map(at => new Date(at)));
    if (JSON.stringify((await read(query, window)).rows) !== JSON.stringify(answer.rows)) {
      throw new Error('parameters given as text have another answer');
    }
    report(view, answer);
  }
  await client.end();
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
