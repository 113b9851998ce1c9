import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.*;
import java.time.*;
import java.util.*;

/**
 * Reads every view of the report in REPORT_SCHEMA through pgjdbc; prints the
 * fingerprints of what came, in the form of the file it is given.
 */
class ReadJdbc {
    record Accepted(Set<Integer> types, Class<?> valueClass) {
        Accepted(Class<?> valueClass, Integer... types) {
            this(Set.of(types), valueClass);
        }
    }

    /** type of the server -> JDBC's types for it, class of the values */
    static final Map<String, Accepted> ACCEPTED = Map.of(
        "text", new Accepted(String.class, Types.VARCHAR),
        "timestamp with time zone", new Accepted(Timestamp.class, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE),
        "timestamp without time zone", new Accepted(Timestamp.class, Types.TIMESTAMP),
        "date", new Accepted(java.sql.Date.class, Types.DATE),
        "boolean", new Accepted(Boolean.class, Types.BIT, Types.BOOLEAN),
        "bigint", new Accepted(Long.class, Types.BIGINT),
        "numeric(18,6)", new Accepted(BigDecimal.class, Types.NUMERIC),
        "numeric(24,6)", new Accepted(BigDecimal.class, Types.NUMERIC),
        "double precision", new Accepted(Double.class, Types.DOUBLE),
        "interval", new Accepted(Object.class, Types.OTHER));

    record Column(String name, int type) {}

    static final Map<String, String> expected = new HashMap<>();

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static BigInteger hash(String value) throws Exception {
        byte[] digest = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
        return new BigInteger(HexFormat.of().formatHex(digest).substring(0, 15), 16);
    }

    /** Total and microseconds, or the total alone. */
    static String total(String type, List<Object> values) throws Exception {
        long count = 0, micros = 0;
        BigInteger sum = BigInteger.ZERO;
        BigDecimal decimal = BigDecimal.ZERO;
        for (Object value : values) {
            switch (type) {
                case "text" -> {
                    String text = (String) value;
                    count += text.codePointCount(0, text.length());
                    sum = sum.add(hash(text));
                }
                case "timestamp with time zone", "timestamp without time zone" -> {
                    Timestamp time = (Timestamp) value;
                    // without a zone it comes with this program's wall clock
                    Instant at = type.startsWith("timestamp with ") ? time.toInstant()
                        : time.toLocalDateTime().toInstant(ZoneOffset.UTC);
                    count += at.toEpochMilli();
                    micros += at.getNano() / 1000 % 1000;
                }
                case "date" -> count += ((java.sql.Date) value).toLocalDate().toEpochDay() * 86400000;
                case "boolean" -> count += (Boolean) value ? 1 : 0;
                case "bigint" -> sum = sum.add(BigInteger.valueOf((Long) value));
                case "numeric(18,6)", "numeric(24,6)" -> decimal = decimal.add((BigDecimal) value);
                case "double precision" ->
                    sum = sum.add(BigInteger.valueOf(Double.doubleToRawLongBits((Double) value)));
            }
        }
        return switch (type) {
            case "text" -> count + ":" + sum + "\t";
            case "date", "boolean" -> count + "\t";
            case "bigint", "double precision" -> sum + "\t";
            case "numeric(18,6)", "numeric(24,6)" -> decimal.toPlainString() + "\t";
            case "interval" -> "\t";
            default -> count + "\t" + micros;
        };
    }

    static void report(String view, List<Column> columns, List<List<Object>> rows) throws Exception {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String type = expected.get(view + '\t' + column.name);
            List<Object> values = new ArrayList<>();
            for (List<Object> row : rows)
                if (row.get(i) != null)
                    values.add(row.get(i));
            Accepted accepted = ACCEPTED.get(String.valueOf(type));
            boolean fits = accepted != null && accepted.types.contains(column.type)
                && values.stream().allMatch(accepted.valueClass::isInstance);
            System.out.println(String.join("\t", view, column.name, fits ? type : "JDBC type " + column.type,
                "" + rows.size(), "" + (rows.size() - values.size()), fits ? total(type, values) : "\t"));
        }
    }

    static List<List<Object>> fetch(ResultSet result) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<Object> row = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++)
                row.add(result.getObject(i));
            rows.add(row);
        }
        return rows;
    }

    /** The result's columns must have the types that the catalogue gives. */
    static List<Column> columns(ResultSetMetaData meta) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++)
            columns.add(new Column(meta.getColumnName(i), meta.getColumnType(i)));
        return columns;
    }

    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] field = line.split("\t");
            expected.put(field[0] + '\t' + field[1], field[2]);
        }
        Map<String, String> env = System.getenv();
        String schema = env.get("REPORT_SCHEMA");
        String url = "jdbc:postgresql://" + env.get("PGHOST") + ":" + env.get("PGPORT") + "/" + env.get("PGDATABASE");
        try (Connection connection = DriverManager.getConnection(url, env.get("PGUSER"), env.get("PGPASSWORD"))) {
            SortedSet<String> views = new TreeSet<>();
            DatabaseMetaData catalogue = connection.getMetaData();
            ResultSet tables = catalogue.getTables(null, schema, "%", new String[] {"VIEW"});
            while (tables.next())
                views.add(tables.getString("TABLE_NAME"));
            for (String view : views) {
                List<Column> columns = new ArrayList<>();
                ResultSet found = catalogue.getColumns(null, schema, view, "%");
                while (found.next())
                    columns.add(new Column(found.getString("COLUMN_NAME"), found.getInt("DATA_TYPE")));
                StringJoiner names = new StringJoiner(", ");
                columns.forEach(column -> names.add(quote(column.name)));
                ResultSet result = connection.createStatement().executeQuery(
                    "SELECT " + names + " FROM " + quote(schema) + "." + quote(view));
                if (!columns(result.getMetaData()).equals(columns))
                    throw new Exception(view + ": the result has other columns than the catalogue");
                report(view, columns, fetch(result));
            }

            String view = "user_logs_between";
            if (expected.keySet().stream().anyMatch(key -> key.startsWith(view + "\t"))) {
                String function = "SELECT * FROM " + quote(schema) + "." + view;
                OffsetDateTime from = OffsetDateTime.parse(env.get("FROM_AT"));
                OffsetDateTime to = OffsetDateTime.parse(env.get("TO_AT"));
                PreparedStatement byZoned = connection.prepareStatement(function + "(?, ?)");
                byZoned.setObject(1, from);
                byZoned.setObject(2, to);
                ResultSet result = byZoned.executeQuery();
                List<Column> columns = columns(result.getMetaData());
                List<List<Object>> rows = fetch(result);
                report(view, columns, rows);

                PreparedStatement byTimestamp = connection.prepareStatement(function + "(?, ?)");
                byTimestamp.setTimestamp(1, Timestamp.from(from.toInstant()));
                byTimestamp.setTimestamp(2, Timestamp.from(to.toInstant()));
                // a string is sent as varchar, which is not cast of itself
                PreparedStatement byString = connection.prepareStatement(
                    function + "(CAST(? AS timestamptz), CAST(? AS timestamptz))");
                byString.setString(1, env.get("FROM_AT"));
                byString.setString(2, env.get("TO_AT"));
                for (PreparedStatement other : List.of(byTimestamp, byString))
                    if (!fetch(other.executeQuery()).equals(rows))
                        throw new Exception("parameters of another type have another answer");
            }
        }
    }
}
