package dev.firebreak.testkit.service.sts;

import dev.firebreak.testkit.authorization.FailureMessage;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.AccessKey;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.DecodeAuthorizationMessageRequest;
import software.amazon.awssdk.services.sts.model.DecodeAuthorizationMessageResponse;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/**
 * AWS Security Token Service: who a caller is, and temporary credentials.
 *
 * <p>The bounds on durations are those of the AWS STS API Reference.
 */
public final class StsService implements FakeService {
    private static final Pattern ROLE_ARN = Pattern.compile("arn:aws:iam::([0-9]{12}):role(/.*)?/([\\w+=,.@-]+)");
    private static final int MINUTES_15 = 900;
    private static final int HOUR = 3600;
    private static final int HOURS_12 = 43200;
    private static final int HOURS_36 = 129600;

    private final Operations operations = Operations.lazily(this::addAll);

    private void addAll(Operations all) {
        all.on("GetCallerIdentity", GetCallerIdentityRequest::builder, this::getCallerIdentity)
                .on("AssumeRole", AssumeRoleRequest::builder, this::assumeRole)
                .on("GetSessionToken", GetSessionTokenRequest::builder, this::getSessionToken)
                .on("GetFederationToken", GetFederationTokenRequest::builder, this::getFederationToken)
                .on("DecodeAuthorizationMessage", DecodeAuthorizationMessageRequest::builder, this::decodeMessage)
                .on("GetAccessKeyInfo", GetAccessKeyInfoRequest::builder, this::getAccessKeyInfo);
    }

    @Override
    public String signingName() {
        return "sts";
    }

    @Override
    public Protocol protocol() {
        return Protocol.QUERY;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    private GetCallerIdentityResponse getCallerIdentity(Call call, GetCallerIdentityRequest request) {
        Caller caller = Callers.of(call);
        return GetCallerIdentityResponse.builder()
                .account(caller.accountId())
                .arn(caller.arn())
                .userId(caller.userId())
                .build();
    }

    private AssumeRoleResponse assumeRole(Call call, AssumeRoleRequest request) {
        String arn = roleArn(request.roleArn());
        String sessionName = sessionName(request.roleSessionName(), "roleSessionName");
        checkDuration(request.durationSeconds(), HOURS_12);
        call.world().catchUp();
        Caller caller = Callers.of(call);
        if (caller.type() == Caller.Type.ROOT) {
            throw IamErrors.accessDenied("Roles may not be assumed by root accounts.");
        }
        boolean multiFactor = MultiFactor.check(call, caller, request.serialNumber(), request.tokenCode());
        IamRole role = role(call, arn).orElseThrow(() -> RoleTrust.denied(caller, "sts:AssumeRole", arn));
        RoleTrust.check(call, caller, role, request);
        int seconds = seconds(request, role, caller);
        Session session = call.world()
                .credentials()
                .assume(role, sessionName, Duration.ofSeconds(seconds), context(request, caller, role, multiFactor));
        AssumeRoleResponse.Builder answer = AssumeRoleResponse.builder()
                .packedPolicySize(packedSize(request))
                .credentials(credentials(session))
                .assumedRoleUser(assumed -> assumed.arn(session.caller().arn())
                        .assumedRoleId(session.caller().userId()));
        if (!session.context().sourceIdentity().isEmpty()) {
            answer.sourceIdentity(session.context().sourceIdentity());
        }
        return answer.build();
    }

    private static @Nullable Integer packedSize(AssumeRoleRequest request) {
        return request.policy() == null && !request.hasTags()
                ? null
                : SessionPolicies.packedSize(request.policy(), request.tags());
    }

    private static Session.Context context(
            AssumeRoleRequest request, Caller caller, IamRole role, boolean multiFactor) {
        return new Session.Context(
                SourceIdentity.of(request, caller),
                multiFactor,
                SessionPolicies.of(role.account(), request.policy(), request.policyArns()),
                SessionTags.chained(caller, request.tags(), request.transitiveTagKeys()));
    }

    private static Optional<IamRole> role(Call call, String arn) {
        Matcher parts = ROLE_ARN.matcher(arn);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Account account = call.world().accounts().get(parts.group(1));
        return account == null
                ? Optional.empty()
                : account.iam()
                        .roles()
                        .find(parts.group(3))
                        .filter(role -> role.arn().equals(arn));
    }

    private static String roleArn(@Nullable String value) {
        String arn = IamChecks.required(value, "roleArn");
        if (arn.length() < 20) {
            throw IamErrors.constraint("roleArn", "Member must have length greater than or equal to 20");
        }
        if (!arn.matches("arn:[^:]+:[^:]+:[^:]*:[^:]*:.+")) {
            throw IamErrors.validation("%s is invalid", arn);
        }
        return arn;
    }

    private static int seconds(AssumeRoleRequest request, IamRole role, Caller caller) {
        int seconds = request.durationSeconds() == null ? HOUR : request.durationSeconds();
        if (caller.type() == Caller.Type.ROLE_SESSION && seconds > HOUR) {
            throw IamErrors.validation(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }
        if (seconds > role.maxSessionSeconds()) {
            throw IamErrors.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return seconds;
    }

    private GetSessionTokenResponse getSessionToken(Call call, GetSessionTokenRequest request) {
        Caller caller = longTerm(call, "GetSessionToken");
        checkDuration(request.durationSeconds(), HOURS_36);
        boolean multiFactor = MultiFactor.check(call, caller, request.serialNumber(), request.tokenCode());
        var context = new Session.Context("", multiFactor, "", Session.Tags.NONE);
        Duration duration = tokenDuration(request.durationSeconds(), caller);
        Session session = call.world().credentials().issue(caller, duration, context);
        return GetSessionTokenResponse.builder()
                .credentials(credentials(session))
                .build();
    }

    private GetFederationTokenResponse getFederationToken(Call call, GetFederationTokenRequest request) {
        Caller caller = longTerm(call, "GetFederationToken");
        String name = sessionName(request.name(), "name");
        if (name.length() > 32) {
            throw IamErrors.constraint("name", "Member must have length less than or equal to 32");
        }
        checkDuration(request.durationSeconds(), HOURS_36);
        String account = caller.accountId();
        String policy = SessionPolicies.of(call.world().account(account), request.policy(), request.policyArns());
        Caller federated = new Caller(
                account,
                Caller.Type.FEDERATED_USER,
                "arn:aws:sts::" + account + ":federated-user/" + name,
                account + ":" + name,
                caller.principalId(),
                null);
        Duration duration = tokenDuration(request.durationSeconds(), caller);
        var context = new Session.Context("", false, policy, SessionTags.of(request.tags()));
        Session session = call.world().credentials().issue(federated, duration, context);
        return GetFederationTokenResponse.builder()
                .credentials(credentials(session))
                .federatedUser(user -> user.arn(federated.arn()).federatedUserId(federated.userId()))
                .packedPolicySize(SessionPolicies.packedSize(request.policy(), request.tags()))
                .build();
    }

    private static Caller longTerm(Call call, String operation) {
        Caller caller = Callers.of(call);
        if (caller.session().isPresent()) {
            throw IamErrors.accessDenied("Cannot call %s with session credentials", operation);
        }
        return caller;
    }

    /** The root user's tokens end after an hour, whatever was asked for. */
    private static Duration tokenDuration(@Nullable Integer asked, Caller caller) {
        int seconds = asked == null ? HOURS_12 : asked;
        return Duration.ofSeconds(caller.type() == Caller.Type.ROOT ? Math.min(seconds, HOUR) : seconds);
    }

    private static void checkDuration(@Nullable Integer seconds, int longest) {
        if (seconds != null && seconds < MINUTES_15) {
            throw IamErrors.validation(
                    "1 validation error detected: Value '%d' at 'durationSeconds' failed to satisfy constraint: "
                            + "Member must have value greater than or equal to 900",
                    seconds);
        }
        if (seconds != null && seconds > longest) {
            throw IamErrors.validation(
                    "1 validation error detected: Value '%d' at 'durationSeconds' failed to satisfy constraint: "
                            + "Member must have value less than or equal to %d",
                    seconds, longest);
        }
    }

    private static String sessionName(@Nullable String value, String field) {
        String name = IamChecks.required(value, field);
        String refused = name.length() < 2
                ? "Member must have length greater than or equal to 2"
                : name.length() > 64
                        ? "Member must have length less than or equal to 64"
                        : name.matches("[\\w+=,.@-]*")
                                ? ""
                                : "Member must satisfy regular expression pattern: [\\w+=,.@-]*";
        if (!refused.isEmpty()) {
            throw IamErrors.validation(
                    "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s",
                    name, field, refused);
        }
        return name;
    }

    /** The id tells the account of any key, of whichever account; a deleted key may give an error. */
    private GetAccessKeyInfoResponse getAccessKeyInfo(Call call, GetAccessKeyInfoRequest request) {
        String id = IamChecks.required(request.accessKeyId(), "accessKeyId");
        var credentials = call.world().credentials();
        String account = credentials
                .key(id)
                .map(AccessKey::account)
                .map(Account::id)
                .or(() ->
                        credentials.session(id).map(session -> session.caller().accountId()))
                .orElseThrow(() -> IamErrors.validation("The access key %s does not exist", id));
        return GetAccessKeyInfoResponse.builder().account(account).build();
    }

    private DecodeAuthorizationMessageResponse decodeMessage(Call call, DecodeAuthorizationMessageRequest request) {
        String encoded = IamChecks.required(request.encodedMessage(), "encodedMessage");
        String decoded = FailureMessage.decode(encoded)
                .orElseThrow(() -> AwsError.of("InvalidAuthorizationMessageException", "Invalid encoded message"));
        return DecodeAuthorizationMessageResponse.builder()
                .decodedMessage(decoded)
                .build();
    }

    private static Credentials credentials(Session session) {
        return Credentials.builder()
                .accessKeyId(session.accessKeyId())
                .secretAccessKey(session.secret())
                .sessionToken(session.token())
                .expiration(session.expires())
                .build();
    }
}
