package dev.firebreak.testkit.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Dates as conditions write them: a W3C profile of ISO 8601, or seconds since 1970. */
final class Dates {
    private Dates() {}

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(instant(text.strip()));
        } catch (DateTimeParseException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Instant instant(String text) {
        if (text.matches("\\d{4}")) {
            return LocalDate.of(Integer.parseInt(text), 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        if (text.matches("\\d+")) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        if (text.matches("\\d{4}-\\d{2}")) {
            return YearMonth.parse(text).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return text.matches(".*(Z|[+-]\\d{2}:\\d{2})")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
