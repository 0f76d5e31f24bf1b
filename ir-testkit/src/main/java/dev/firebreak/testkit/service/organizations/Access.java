package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which organization a call is about, and whether the calling account may make it. */
final class Access {
    private static final int LARGEST_PAGE = 20;

    private Access() {}

    /** The organization of the caller, in which all its accounts may ask. */
    static Organization member(Call call) {
        return OrganizationsState.of(call.world()).find(call.account().id()).orElseThrow(OrganizationsErrors::notInUse);
    }

    /** The organization of the caller, whom only the management account may ask for a change. */
    static Organization management(Call call) {
        Organization organization = member(call);
        if (!organization.management().equals(call.account().id())) {
            throw OrganizationsErrors.accessDenied();
        }
        return organization;
    }

    /** The organization of the caller, in which the management account and delegated administrators may read. */
    static Organization reader(Call call) {
        Organization organization = member(call);
        String account = call.account().id();
        if (!organization.management().equals(account)
                && !organization.delegations().containsKey(account)) {
            throw OrganizationsErrors.accessDenied();
        }
        return organization;
    }

    static String required(@Nullable String value, String field) {
        if (value == null || value.isEmpty()) {
            throw invalid("You must provide a value for the parameter " + field + ".");
        }
        return value;
    }

    static <T> ResultPage<T> page(List<T> all, @Nullable Integer size, @Nullable String token) {
        if (size != null && (size < 1 || size > LARGEST_PAGE)) {
            throw invalid("You provided a value that is outside the range 1 to " + LARGEST_PAGE + ".");
        }
        return ResultPage.of(all, size == null ? LARGEST_PAGE : size, token, OrganizationsErrors::invalidToken);
    }

    private static AwsError invalid(String message) {
        return OrganizationsErrors.invalidInput(message);
    }
}
