package dev.firebreak.testkit.service.iam.report;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamPage;
import dev.firebreak.testkit.service.iam.report.ReportJobs.Job;
import dev.firebreak.testkit.world.iam.AccessKey;
import dev.firebreak.testkit.world.iam.IamEntity;
import dev.firebreak.testkit.world.iam.IamPrincipal;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessAdvisorUsageGranularityType;
import software.amazon.awssdk.services.iam.model.EntityDetails;
import software.amazon.awssdk.services.iam.model.GenerateServiceLastAccessedDetailsRequest;
import software.amazon.awssdk.services.iam.model.GenerateServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsWithEntitiesRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsWithEntitiesResponse;
import software.amazon.awssdk.services.iam.model.JobStatusType;
import software.amazon.awssdk.services.iam.model.PolicyOwnerEntityType;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;

/** Access Advisor: the services that an entity may use, and when it last did. The last four hours are not in it yet. */
final class ServiceAccessOperations {
    private static final Duration LAG = Duration.ofHours(4);

    private ServiceAccessOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "GenerateServiceLastAccessedDetails",
                        GenerateServiceLastAccessedDetailsRequest::builder,
                        ServiceAccessOperations::generate)
                .on(
                        "GetServiceLastAccessedDetails",
                        GetServiceLastAccessedDetailsRequest::builder,
                        ServiceAccessOperations::get)
                .on(
                        "GetServiceLastAccessedDetailsWithEntities",
                        GetServiceLastAccessedDetailsWithEntitiesRequest::builder,
                        ServiceAccessOperations::getWithEntities);
    }

    private static GenerateServiceLastAccessedDetailsResponse generate(
            Call call, GenerateServiceLastAccessedDetailsRequest request) {
        IamEntity entity = ServiceNames.entity(call, request.arn());
        String id = call.world().ids().uuid();
        ReportJobs.of(call.account()).jobs().put(id, new Job(entity.arn(), IamChecks.seconds(call)));
        return GenerateServiceLastAccessedDetailsResponse.builder().jobId(id).build();
    }

    private static Job job(Call call, @Nullable String jobId) {
        String id = IamChecks.required(jobId, "jobId");
        if (!id.matches("[0-9a-f-]{36}")) {
            throw IamErrors.constraint("jobId", "Member must have length greater than or equal to 36");
        }
        Job job = ReportJobs.of(call.account()).jobs().get(id);
        if (job == null) {
            throw IamErrors.noSuchEntity("The job %s cannot be found.", id);
        }
        return job;
    }

    private static GetServiceLastAccessedDetailsResponse get(Call call, GetServiceLastAccessedDetailsRequest request) {
        Job job = job(call, request.jobId());
        GetServiceLastAccessedDetailsResponse.Builder answer = GetServiceLastAccessedDetailsResponse.builder()
                .jobStatus(JobStatusType.IN_PROGRESS)
                .jobType(AccessAdvisorUsageGranularityType.SERVICE_LEVEL)
                .jobCreationDate(job.created());
        if (!job.isDone(call.now())) {
            return answer.servicesLastAccessed(List.of()).build();
        }
        IamEntity entity = ServiceNames.entity(call, job.arn());
        List<ServiceLastAccessed> services = ServiceNames.BY_NAMESPACE.keySet().stream()
                .filter(namespace -> Grants.grants(documents(entity), namespace))
                .map(namespace -> accessed(call, job, entity, namespace))
                .toList();
        IamPage<ServiceLastAccessed> page =
                IamPage.of(services, ServiceLastAccessed::serviceNamespace, request.marker(), request.maxItems());
        return answer.jobStatus(JobStatusType.COMPLETED)
                .jobCompletionDate(job.completed())
                .servicesLastAccessed(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static List<String> documents(IamEntity entity) {
        return entity instanceof ManagedPolicy policy
                ? List.of(policy.defaultVersion().document())
                : Grants.documents((IamPrincipal) entity);
    }

    private record Use(IamPrincipal actor, AccessKey.LastUse use) {}

    private static List<Use> uses(Call call, Job job, IamEntity entity, String namespace) {
        return Grants.actors(entity).stream()
                .flatMap(actor -> use(call, job, actor, namespace).map(use -> new Use(actor, use)).stream())
                .sorted(Comparator.comparing((Use each) -> each.use().at()).reversed())
                .toList();
    }

    private static Optional<AccessKey.LastUse> use(Call call, Job job, IamPrincipal actor, String namespace) {
        return call.world()
                .credentials()
                .serviceUse()
                .latest(
                        actor.id(),
                        ServiceNames.signing(namespace),
                        job.created().minus(LAG));
    }

    private static ServiceLastAccessed accessed(Call call, Job job, IamEntity entity, String namespace) {
        List<Use> uses = uses(call, job, entity, namespace);
        ServiceLastAccessed.Builder service = ServiceLastAccessed.builder()
                .serviceName(ServiceNames.BY_NAMESPACE.get(namespace))
                .serviceNamespace(namespace)
                .totalAuthenticatedEntities(uses.size());
        if (!uses.isEmpty()) {
            Use latest = uses.get(0);
            service.lastAuthenticated(latest.use().at())
                    .lastAuthenticatedEntity(latest.actor().arn())
                    .lastAuthenticatedRegion(latest.use().region());
        }
        return service.build();
    }

    private static GetServiceLastAccessedDetailsWithEntitiesResponse getWithEntities(
            Call call, GetServiceLastAccessedDetailsWithEntitiesRequest request) {
        Job job = job(call, request.jobId());
        String namespace = IamChecks.required(request.serviceNamespace(), "serviceNamespace");
        GetServiceLastAccessedDetailsWithEntitiesResponse.Builder answer =
                GetServiceLastAccessedDetailsWithEntitiesResponse.builder()
                        .jobStatus(JobStatusType.IN_PROGRESS)
                        .jobCreationDate(job.created());
        if (!job.isDone(call.now())) {
            return answer.entityDetailsList(List.of()).build();
        }
        List<EntityDetails> entities = Grants.actors(ServiceNames.entity(call, job.arn())).stream()
                .map(actor -> details(call, job, actor, namespace))
                .toList();
        IamPage<EntityDetails> page =
                IamPage.of(entities, details -> details.entityInfo().arn(), request.marker(), request.maxItems());
        return answer.jobStatus(JobStatusType.COMPLETED)
                .jobCompletionDate(job.completed())
                .entityDetailsList(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static EntityDetails details(Call call, Job job, IamPrincipal actor, String namespace) {
        return EntityDetails.builder()
                .entityInfo(info -> info.arn(actor.arn())
                        .name(actor.name())
                        .id(actor.id())
                        .path(actor.path())
                        .type(actor instanceof IamUser ? PolicyOwnerEntityType.USER : PolicyOwnerEntityType.ROLE))
                .lastAuthenticated(use(call, job, actor, namespace)
                        .map(AccessKey.LastUse::at)
                        .orElse(null))
                .build();
    }
}
