package dev.firebreak.testkit.signature;

import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService.Protocol;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.World;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that are not signed as AWS demands.
 *
 * <p>A lenient one lets everybody in whose key is unknown, or who signs by header with a wrong secret: beginners need no valid
 * credentials. It refuses inactive keys, ended sessions, and presigned requests of known keys that do not hold. A strict one verifies every
 * signature.
 */
public final class Authentication implements Interceptor {
    private static final Set<String> UNSIGNED = Set.of("AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");

    private final boolean strict;
    private final Optional<Caller.Credential> fixed;

    private Authentication(boolean strict, Optional<Caller.Credential> fixed) {
        this.strict = strict;
        this.fixed = fixed;
    }

    /** Refuses only what a known key may not sign. */
    public static Authentication lenient() {
        return new Authentication(false, Optional.empty());
    }

    /** Refuses every request that is not rightly signed by a key of the world or by {@code fixed}, a key that no account lists. */
    public static Authentication strict(Caller.Credential fixed) {
        return new Authentication(true, Optional.of(fixed));
    }

    /** What a service that speaks so says to credentials whose session has ended. */
    public static AwsError expired(Protocol protocol) {
        return new SignatureErrors(protocol).expiredSession();
    }

    @Override
    public Operations.Result intercept(Invocation invocation) {
        check(invocation);
        return invocation.proceed();
    }

    private void check(Invocation invocation) {
        WireRequest http = invocation.http();
        var errors = new SignatureErrors(invocation.protocol());
        if (!Signature.isClaimedBy(http)) {
            if (strict && !mayBeUnsigned(invocation)) {
                throw errors.missing();
            }
            return;
        }
        Optional<Signature> signature = Signature.of(http);
        if (signature.isPresent()) {
            check(invocation, signature.get(), errors);
        } else if (strict) {
            throw errors.incomplete(Signature.isPresigned(http));
        }
    }

    private void check(Invocation invocation, Signature signature, SignatureErrors errors) {
        World world = invocation.call().world();
        Optional<Caller.Credential> credential;
        Instant now;
        boolean fresh;
        synchronized (world) {
            // A key that is not seen yet is no key of a beginner's.
            fresh = world.credentials().key(signature.scope().accessKeyId()).isPresent();
            credential = credential(world, signature.scope().accessKeyId());
            now = world.now();
        }
        if (credential.isEmpty()) {
            refuse(strict || fresh, errors.unknownKey());
            return;
        }
        var check = new SignatureCheck(invocation.http(), signature, invocation.protocol());
        if (strict || signature.expires().isPresent()) {
            check.check(credential.get(), now);
        } else {
            check.checkUsable(credential.get(), now);
        }
    }

    private Optional<Caller.Credential> credential(World world, String accessKeyId) {
        return world.caller(accessKeyId)
                .flatMap(caller -> Optional.ofNullable(caller.credential()))
                .or(() -> fixed.filter(key -> key.accessKeyId().equals(accessKeyId)));
    }

    /** S3 lets anybody ask, and some calls of STS bring a proof of their own. */
    private static boolean mayBeUnsigned(Invocation invocation) {
        return invocation.service().equals("s3")
                || (invocation.service().equals("sts") && UNSIGNED.contains(invocation.operation()));
    }

    private static void refuse(boolean refused, AwsError error) {
        if (refused) {
            throw error;
        }
    }
}
