package dev.firebreak.testkit.service.iam.report;

import dev.firebreak.testkit.service.iam.credential.PasswordRules;
import dev.firebreak.testkit.service.iam.credential.UserCredential;
import dev.firebreak.testkit.service.iam.credential.UserCredentials;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.iam.AccessKey;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.LoginProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The lines of a credential report, in the columns that AWS gives them. */
final class CredentialLines {
    private static final String HEADER = "user,arn,user_creation_time,password_enabled,password_last_used,"
            + "password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
            + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
            + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
            + "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,"
            + "cert_2_active,cert_2_last_rotated";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss'+00:00'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Instant ROOT_CREATED = Instant.parse("2020-01-01T00:00:00Z");
    private static final String NONE = "N/A";
    private static final String NOT_SUPPORTED = "not_supported";
    private static final int TWO = 2;

    private CredentialLines() {}

    static String of(Account account) {
        var lines = new ArrayList<String>(List.of(HEADER, root(account)));
        account.iam().users().all().forEach(user -> lines.add(user(user)));
        return String.join("\n", lines);
    }

    private static String root(Account account) {
        var cells = new ArrayList<>(List.of(
                "<root_account>",
                "arn:aws:iam::" + account.id() + ":root",
                time(ROOT_CREATED),
                NOT_SUPPORTED,
                "no_information",
                NOT_SUPPORTED,
                NOT_SUPPORTED,
                "false"));
        keys(cells, account.iam().rootKeys().values());
        certificates(cells, List.of());
        return String.join(",", cells);
    }

    private static String user(IamUser user) {
        var cells = new ArrayList<>(List.of(user.name(), user.arn(), time(user.created())));
        password(cells, user);
        cells.add(String.valueOf(!user.mfaDevices().isEmpty()));
        keys(cells, user.accessKeys().values());
        certificates(cells, UserCredentials.of(user.account()).of(user, UserCredential.Kind.SIGNING_CERTIFICATE));
        return String.join(",", cells);
    }

    private static void password(List<String> cells, IamUser user) {
        LoginProfile profile = user.loginProfile().orElse(null);
        if (profile == null) {
            cells.addAll(List.of("false", NONE, NONE, NONE));
            return;
        }
        String rotation = PasswordRules.of(user.account())
                .policy()
                .filter(policy -> policy.maxPasswordAge() != null)
                .map(policy -> time(profile.created().plus(Duration.ofDays(policy.maxPasswordAge()))))
                .orElse(NONE);
        cells.addAll(List.of("true", "no_information", time(profile.created()), rotation));
    }

    private static void keys(List<String> cells, Collection<AccessKey> keys) {
        keys.stream().limit(TWO).forEach(key -> {
            cells.add(String.valueOf(key.active()));
            cells.add(time(key.created()));
            cells.addAll(key.lastUse()
                    .map(use -> List.of(time(use.at()), use.region(), use.service()))
                    .orElse(List.of(NONE, NONE, NONE)));
        });
        for (int missing = keys.size(); missing < TWO; missing++) {
            cells.addAll(List.of("false", NONE, NONE, NONE, NONE));
        }
    }

    private static void certificates(List<String> cells, List<UserCredential> certificates) {
        certificates.stream()
                .limit(TWO)
                .forEach(certificate ->
                        cells.addAll(List.of(String.valueOf(certificate.active()), time(certificate.created()))));
        for (int missing = certificates.size(); missing < TWO; missing++) {
            cells.addAll(List.of("false", NONE));
        }
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
