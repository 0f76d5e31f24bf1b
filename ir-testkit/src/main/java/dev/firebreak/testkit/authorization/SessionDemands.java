package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.world.iam.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What it takes beside the call itself to give a new session tags or a source identity, or to hand them on.
 *
 * <p>See "Pass session tags in AWS STS" and "Monitor and control actions taken with assumed roles" in the IAM User Guide.
 */
final class SessionDemands {
    private SessionDemands() {}

    static List<Demand> of(Invocation invocation, Collection<String> resources) {
        boolean assumes = invocation.operation().equals("AssumeRole");
        boolean federates = invocation.operation().equals("GetFederationToken");
        if (!invocation.service().equals("sts") || !assumes && !federates) {
            return List.of();
        }
        Session.Context own =
                Callers.of(invocation.call()).session().map(Session::context).orElse(Session.Context.NONE);
        var fields = new RequestFields(invocation.request());
        List<Demand> demands = new ArrayList<>();
        for (String resource : resources) {
            if (!fields.tags().isEmpty() || !own.tags().transitive().isEmpty()) {
                demands.add(new Demand("sts:TagSession", resource));
            }
            if (fields.text("SourceIdentity").isPresent()
                    || !own.sourceIdentity().isEmpty()) {
                demands.add(new Demand("sts:SetSourceIdentity", resource));
            }
        }
        return demands;
    }
}
