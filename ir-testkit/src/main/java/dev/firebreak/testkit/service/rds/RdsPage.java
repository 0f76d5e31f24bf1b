package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of Describe answers: 20 to 100 records each. */
final class RdsPage {
    private static final int LEAST = 20;
    private static final int MOST = 100;
    private static final ResultPage.Tokens MARKERS = new ResultPage.Tokens(
            "rds-page:", marker -> RdsErrors.value("The Marker provided in the request is invalid"));

    private RdsPage() {}

    static <T> ResultPage<T> of(List<T> all, @Nullable Integer maxRecords, @Nullable String marker) {
        if (maxRecords != null && (maxRecords < LEAST || maxRecords > MOST)) {
            throw RdsErrors.value("Invalid value %d for MaxRecords. Must be between 20 and 100", maxRecords);
        }
        return MARKERS.page(all, maxRecords == null ? MOST : maxRecords, marker);
    }
}
