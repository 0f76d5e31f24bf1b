package dev.firebreak.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.LocationTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

class ScalarsTest {
    private static final Instant INSTANT = Instant.parse("2026-01-05T09:08:07Z");

    private static SdkField<Instant> timestamp(TimestampFormatTrait.Format format) {
        return SdkField.<Instant>builder(MarshallingType.INSTANT)
                .memberName("At")
                .traits(
                        LocationTrait.builder()
                                .location(MarshallLocation.PAYLOAD)
                                .locationName("At")
                                .build(),
                        TimestampFormatTrait.create(format))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void timestamp_everyFormat_isReadAsItWasWritten(TimestampFormatTrait.Format format) {
        SdkField<Instant> field = timestamp(format);

        assertThat(Scalars.parse(field, Scalars.print(field, INSTANT))).isEqualTo(INSTANT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ISO_8601 | 2026-01-05T09:08:07.000Z",
                "RFC_822 | Mon, 05 Jan 2026 09:08:07 GMT",
                "UNIX_TIMESTAMP | 1767604087",
                "UNIX_TIMESTAMP_MILLIS | 1767604087000"
            })
    void timestamp_format_isWrittenAsAwsDoes(TimestampFormatTrait.Format format, String text) {
        assertThat(Scalars.print(timestamp(format), INSTANT)).isEqualTo(text);
    }

    @Test
    void timestamp_withOffset_isTheSameInstant() {
        assertThat(Scalars.parse(timestamp(TimestampFormatTrait.Format.ISO_8601), "2026-01-05T10:08:07+01:00"))
                .isEqualTo(INSTANT);
    }

    @Test
    void timestamp_nonsense_isRefused() {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> Scalars.parse(timestamp(TimestampFormatTrait.Format.ISO_8601), "yesterday"));
    }
}
