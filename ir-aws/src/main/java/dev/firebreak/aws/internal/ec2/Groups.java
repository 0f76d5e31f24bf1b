package dev.firebreak.aws.internal.ec2;

import dev.firebreak.StepFailedException;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.spi.StepContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Our security groups, known by their tag {@code firebreak:role}, and which interfaces are in them. */
final class Groups {
    private static final String QUARANTINE = "quarantine";
    private static final int PAGE = 1000;

    /** How often room is made for one group, since other batches take it too. */
    private static final int ROOMS = 5;

    private final Clients clients;

    Groups(Clients clients) {
        this.clients = clients;
    }

    private Ec2Client ec2(StepContext context) {
        return clients.ec2(context.step().resource());
    }

    /** Those of the account and Region that any incident has, or that match further filters, by id. */
    Map<String, SecurityGroup> ours(StepContext context, Filter... further) {
        String account = context.step().resource().account();
        List<Filter> filters = Stream.concat(
                        Stream.of(Marks.filter("tag:" + Marks.ROLE, QUARANTINE)), Stream.of(further))
                .toList();
        return ec2(context)
                .describeSecurityGroupsPaginator(
                        request -> request.filters(filters).maxResults(PAGE))
                .securityGroups()
                .stream()
                .filter(group -> group.ownerId() == null || group.ownerId().equals(account))
                .collect(Collectors.toMap(SecurityGroup::groupId, Function.identity(), (one, same) -> same));
    }

    /** Makes a group, which lets everything out; returns its id. */
    String make(StepContext context, String vpc) {
        // A name of its own, so that a group that took interfaces in before is never opened again.
        String name = "firebreak-quarantine-" + context.incident().id() + "-" + UUID.randomUUID();
        var made = new AtomicReference<>(create(context, vpc, name));
        boolean known = context.await(() -> {
            made.compareAndSet("", id(context, name));
            return !made.get().isEmpty();
        });
        if (!known) {
            throw notFound(name);
        }
        return made.get();
    }

    static StepFailedException notFound(String group) {
        return new StepFailedException("Cannot use security group " + group
                + ": it was made, but EC2 does not find it yet; run the plan again");
    }

    /** Its id; empty when the client has tried again behind a lost answer, so that it is there already. */
    private String create(StepContext context, String vpc, String name) {
        var marks = Marks.of(context);
        marks.put(Marks.ROLE, QUARANTINE);
        for (int rooms = 0; rooms < ROOMS; rooms++) {
            try {
                return createOnce(context, vpc, name, marks);
            } catch (Ec2Exception e) {
                if (!Failures.hasCode(e, "SecurityGroupLimitExceeded") || !makeRoom(context, vpc)) {
                    throw e;
                }
            }
        }
        return createOnce(context, vpc, name, marks);
    }

    private String createOnce(StepContext context, String vpc, String name, Map<String, String> marks) {
        try {
            return ec2(context)
                    .createSecurityGroup(request -> request.vpcId(vpc)
                            .groupName(name)
                            .description("Firebreak quarantine: lets nothing in or out")
                            .tagSpecifications(Marks.specification(ResourceType.SECURITY_GROUP, marks)))
                    .groupId();
        } catch (Ec2Exception e) {
            if (Failures.hasCode(e, "InvalidGroup.Duplicate")) {
                return "";
            }
            throw e;
        }
    }

    /** Empties one of the incident's closed groups into another, and deletes it; false when there are no two. */
    private boolean makeRoom(StepContext context, String vpc) {
        List<String> closed = ofIncident(context, vpc).stream()
                .filter(GroupRules::areClosed)
                .map(SecurityGroup::groupId)
                .sorted()
                .toList();
        if (closed.size() < 2) {
            return false;
        }
        String spare = closed.get(closed.size() - 1);
        ec2(context)
                .describeNetworkInterfacesPaginator(request -> request.filters(Marks.filter("group-id", spare)))
                .networkInterfaces()
                .forEach(face -> move(context, face.networkInterfaceId(), List.of(closed.get(0))));
        delete(context, spare);
        return true;
    }

    /** Those that the incident has in a VPC. */
    Collection<SecurityGroup> ofIncident(StepContext context, String vpc) {
        return ours(
                        context,
                        Marks.filter("tag:" + Marks.INCIDENT, context.incident().id()),
                        Marks.filter("vpc-id", vpc))
                .values();
    }

    private String id(StepContext context, String name) {
        return ours(context, Marks.filter("group-name", name)).keySet().stream()
                .findFirst()
                .orElse("");
    }

    /** Moves an interface into these groups, and out of all others. */
    void move(StepContext context, String face, List<String> groups) {
        ec2(context)
                .modifyNetworkInterfaceAttribute(
                        request -> request.networkInterfaceId(face).groups(groups));
    }

    void delete(StepContext context, String group) {
        try {
            ec2(context).deleteSecurityGroup(request -> request.groupId(group));
        } catch (Ec2Exception e) {
            if (!Failures.hasCode(e, "InvalidGroup.NotFound")) {
                throw e;
            }
        }
    }
}
