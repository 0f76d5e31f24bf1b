package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** Finds DB instances and makes them. */
final class DbInstances {
    private DbInstances() {}

    static String name(String identifier) {
        String name = identifier.toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z](-?[a-z0-9]){0,62}")) {
            throw RdsErrors.value(
                    "The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must begin with a letter;"
                            + " must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain"
                            + " two consecutive hyphens.");
        }
        return name;
    }

    /** The maintenance window that is named, or the usual one. */
    static String window(@Nullable String wanted) {
        String window = wanted == null ? MaintenanceWindow.USUAL : wanted.toLowerCase(Locale.ROOT);
        MaintenanceWindow.parse(window);
        return window;
    }

    static DbInstance find(Call call, String identifier) {
        String name =
                identifier.startsWith("arn:") ? identifier.substring(identifier.lastIndexOf(':') + 1) : identifier;
        return RdsState.of(call)
                .instances()
                .find(name.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> RdsErrors.noInstance(identifier));
    }

    static DBInstance view(Call call, DbInstance instance) {
        DBInstance view = instance.view(call.now()).orElseThrow(() -> RdsErrors.noInstance(instance.id()));
        return view.copy(copy -> copy.tagList(RdsTags.of(call, view.dbInstanceArn())));
    }

    /** The key that encrypts: the one named, or AWS's own. */
    static String key(Call call, @Nullable String wanted) {
        if (wanted == null) {
            return RdsState.of(call).defaultKey();
        }
        return wanted.startsWith("arn:")
                ? wanted
                : "arn:aws:kms:" + call.region().name() + ":" + call.account().id() + ":key/" + wanted;
    }

    /** Makes an instance that is going to be as wanted. */
    static DBInstance make(Call call, DBInstance wanted, List<Tag> tags) {
        RdsState state = RdsState.of(call);
        String name = wanted.dbInstanceIdentifier();
        if (state.instances().contains(name)) {
            throw AwsError.of("DBInstanceAlreadyExists", "DB instance already exists");
        }
        List<String> groups = wanted.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .toList();
        String eni = DbNetwork.connect(call, wanted.dbSubnetGroup(), groups);
        String arn = RdsState.arn(call, "db", name);
        DBInstance available = wanted.copy(copy -> copy.dbInstanceArn(arn)
                .dbiResourceId("db-" + call.world().ids().iam("").toUpperCase(Locale.ROOT))
                .instanceCreateTime(call.now())
                .availabilityZone(call.region().zones().get(0))
                .endpoint(Endpoint.builder()
                        .address(name + "." + call.world().ids().hex(12) + "."
                                + call.region().name() + ".rds.amazonaws.com")
                        .port(wanted.engine().contains("postgres") ? 5432 : 3306)
                        .build())
                .dbInstanceStatus("available"));
        // The endpoint is told once there is something to connect to.
        DBInstance creating = available.copy(copy ->
                copy.dbInstanceStatus("creating").endpoint((Endpoint) null).instanceCreateTime(null));
        Instant done = call.now().plus(state.timing().create());
        state.instances().put(new DbInstance(creating, available, done, eni));
        RdsTags.put(call, arn, tags);
        return view(call, find(call, name));
    }
}
