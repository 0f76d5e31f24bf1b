package dev.firebreak.testkit.service.eventbridge;

import dev.firebreak.testkit.service.AwsError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a rule comes by itself: {@code rate(5 minutes)} or {@code cron(0 12 * * ? *)}. */
interface Schedule {
    Pattern RATE = Pattern.compile("rate\\(([1-9]\\d{0,5}) (minute|hour|day)(s?)\\)");
    Pattern CRON = Pattern.compile("cron\\((\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (\\S+)\\)");
    List<String> MONTHS = List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** The next time after this one; null when there is none within four years. */
    @Nullable
    Instant after(Instant time);

    static Schedule parse(String expression) {
        Matcher rate = RATE.matcher(expression);
        if (rate.matches()) {
            return rate(
                    Integer.parseInt(rate.group(1)),
                    rate.group(2),
                    rate.group(3).isEmpty());
        }
        Matcher cron = CRON.matcher(expression);
        if (cron.matches()) {
            return cron(cron);
        }
        throw invalid();
    }

    private static Schedule rate(int count, String unit, boolean singular) {
        if ((count == 1) != singular) {
            throw invalid();
        }
        Duration period = Duration.of(count, ChronoUnit.valueOf(unit.toUpperCase(Locale.ROOT) + "S"));
        return time -> time.plus(period);
    }

    private static Schedule cron(Matcher fields) {
        var minutes = CronField.parse(fields.group(1), 0, 59, List.of());
        var hours = CronField.parse(fields.group(2), 0, 23, List.of());
        var daysOfMonth = CronField.parse(fields.group(3), 1, 31, List.of());
        var months = CronField.parse(fields.group(4), 1, 12, MONTHS);
        var daysOfWeek = CronField.parse(fields.group(5), 1, 7, DAYS);
        var years = CronField.parse(fields.group(6), 1970, 2199, List.of());
        if (fields.group(3).equals("?") == fields.group(5).equals("?")) {
            throw invalid();
        }
        return time -> {
            ZonedDateTime next =
                    time.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
            ZonedDateTime end = next.plusYears(4);
            while (next.isBefore(end)) {
                boolean day = years.has(next.getYear())
                        && months.has(next.getMonthValue())
                        && daysOfMonth.has(next.getDayOfMonth())
                        && daysOfWeek.has(next.getDayOfWeek().getValue() % 7 + 1);
                if (!day) {
                    next = next.truncatedTo(ChronoUnit.DAYS).plusDays(1);
                } else if (!hours.has(next.getHour())) {
                    next = next.truncatedTo(ChronoUnit.HOURS).plusHours(1);
                } else if (!minutes.has(next.getMinute())) {
                    next = next.plusMinutes(1);
                } else {
                    return next.toInstant();
                }
            }
            return null;
        };
    }

    static AwsError invalid() {
        return EventBridgeErrors.validation("Parameter ScheduleExpression is not valid.");
    }

    /** The values that one field of a cron expression admits. */
    record CronField(BitSet values) {
        static CronField parse(String text, int least, int most, List<String> names) {
            var values = new BitSet();
            for (String part : text.split(",")) {
                try {
                    part(part, least, most, names, values);
                } catch (NumberFormatException | IndexOutOfBoundsException | DateTimeException malformed) {
                    throw invalid();
                }
            }
            return new CronField(values);
        }

        private static void part(String part, int least, int most, List<String> names, BitSet values) {
            String[] step = part.split("/", 2);
            boolean all = List.of("*", "?").contains(step[0]);
            String[] range = all ? new String[] {} : step[0].split("-", 2);
            int from = all ? least : number(range[0], names);
            int single = step.length == 2 ? most : from;
            int to = all ? most : range.length == 2 ? number(range[1], names) : single;
            int by = step.length == 2 ? Integer.parseInt(step[1]) : 1;
            if (from < least || to > most || from > to || by < 1) {
                throw invalid();
            }
            for (int value = from; value <= to; value += by) {
                values.set(value);
            }
        }

        private static int number(String text, List<String> names) {
            int named = names.indexOf(text.toUpperCase(Locale.ROOT));
            return named >= 0 ? named + 1 : Integer.parseInt(text);
        }

        boolean has(int value) {
            return values.get(value);
        }
    }
}
