package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.policy.AccessRequest;
import dev.firebreak.testkit.policy.Decision;
import dev.firebreak.testkit.policy.PolicyEvaluation;
import dev.firebreak.testkit.policy.PolicySet;
import dev.firebreak.testkit.policy.PolicyType;
import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Refuses calls that no policy allows, or that one denies. */
public final class Authorization implements Interceptor {
    /** What the root user of the owning account may do whatever a bucket's policy says, so that nobody is locked out for good. */
    private static final Set<String> NEVER_LOCKED_OUT =
            Set.of("s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy");

    private static final Map<String, String> SERVICES = Map.of("cloudwatch", "monitoring");

    private final Map<String, FakeService> services;

    private Authorization(Map<String, FakeService> services) {
        this.services = services;
    }

    /** By what these services, by signing name, know of their resources. */
    public static Authorization of(Map<String, FakeService> services) {
        return new Authorization(Map.copyOf(services));
    }

    @Override
    public Operations.Result intercept(Invocation invocation) {
        World world = invocation.call().world();
        synchronized (world) {
            world.lags().past(() -> {
                check(invocation);
                return true;
            });
        }
        return invocation.proceed();
    }

    /** Whether policies let the one who signs a call do this, from an address, when the request says nothing else that they ask for. */
    public boolean allows(Call call, String action, String resource, String address) {
        World world = call.world();
        Caller caller = Callers.of(call);
        ResourceFacts facts = facts(world, resource);
        RequestContext context = Callers.requestContext(call, caller)
                .with("aws:SourceIp", address)
                .withEach("aws:ResourceTag/", facts.tags());
        var request = new AccessRequest(
                Callers.principal(call, caller),
                action,
                new AccessRequest.Resource(resource, owner(resource, facts, caller.accountId())),
                context);
        return judge(world, request, CallerPolicies.of(world, caller), facts).isAllowed();
    }

    private static Decision judge(World world, AccessRequest request, PolicySet policies, ResourceFacts facts) {
        return ResourceControl.denial(world, request).orElseGet(() -> decide(request, policies, facts));
    }

    private void check(Invocation invocation) {
        List<Demand> demands = Demands.of(invocation);
        if (demands.isEmpty()) {
            return;
        }
        World world = invocation.call().world();
        if (invocation.call().accessKeyId().isEmpty()) {
            check(invocation, demands, Principal.ANONYMOUS, PolicySet.NONE);
            return;
        }
        Caller caller = Callers.of(invocation.call());
        checkSession(invocation, caller);
        Principal who = Callers.principal(invocation.call(), caller);
        check(invocation, demands, who, CallerPolicies.of(world, caller));
    }

    private void check(Invocation invocation, List<Demand> demands, Principal who, PolicySet policies) {
        var context = new CallContext(invocation);
        for (Demand demand : demands) {
            ResourceFacts facts = facts(invocation.call().world(), demand.resource());
            String owner =
                    owner(demand.resource(), facts, invocation.call().account().id());
            var request = new AccessRequest(
                    who,
                    demand.action(),
                    new AccessRequest.Resource(demand.resource(), owner),
                    context.of(who, demand, facts.tags()));
            Decision decision = judge(invocation.call().world(), request, policies, facts);
            if (!decision.isAllowed()) {
                throw new Denials(invocation, who).of(demand, decision);
            }
        }
    }

    private static Decision decide(AccessRequest request, PolicySet policies, ResourceFacts facts) {
        boolean own = request.principal().accountId().equals(request.resource().accountId());
        if (facts.ownersOnly() && !own) {
            return new Decision(Decision.Outcome.IMPLICIT_DENY, PolicyType.RESOURCE, List.of());
        }
        boolean neverLockedOut =
                own && request.principal().kind() == Principal.Kind.ROOT && NEVER_LOCKED_OUT.contains(request.action());
        return PolicyEvaluation.evaluate(
                request, neverLockedOut ? policies : policies.withResource(bearing(request, facts)));
    }

    /** A role's trust policy is about assuming it, not about managing it. */
    private static Optional<ResourcePolicy> bearing(AccessRequest request, ResourceFacts facts) {
        return facts.policy()
                .filter(policy -> policy.type() != PolicyType.ROLE_TRUST
                        || request.action().startsWith("sts:"));
    }

    private ResourceFacts facts(World world, String arn) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6) {
            return ResourceFacts.NONE;
        }
        FakeService service = services.get(SERVICES.getOrDefault(parts[2], parts[2]));
        return service == null ? ResourceFacts.NONE : service.facts(world, arn);
    }

    private static String owner(String arn, ResourceFacts facts, String caller) {
        if (!facts.accountId().isEmpty()) {
            return facts.accountId();
        }
        String[] parts = arn.split(":", 6);
        return parts.length == 6 && parts[4].matches("\\d{12}") ? parts[4] : caller;
    }

    /** Sessions that STS gave to users themselves may not call IAM, unless made with MFA, nor most of STS. */
    private static void checkSession(Invocation invocation, Caller caller) {
        boolean token = caller.session().isPresent() && caller.type() != Caller.Type.ROLE_SESSION;
        boolean federated = caller.type() == Caller.Type.FEDERATED_USER;
        boolean multiFactor =
                caller.session().map(session -> session.context().multiFactor()).orElse(false);
        boolean refused =
                switch (invocation.service()) {
                    case "iam" -> federated || !multiFactor;
                    case "sts" -> federated || !invocation.operation().equals("AssumeRole");
                    default -> false;
                };
        if (token && refused) {
            throw new AwsError("InvalidClientTokenId", 403, "The security token included in the request is invalid");
        }
    }
}
