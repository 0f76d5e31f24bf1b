package dev.firebreak.aws;

import dev.firebreak.ContainmentReport;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.attack.Attacker;
import dev.firebreak.testkit.attack.AttackerBuilder;
import java.util.function.Function;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** Alice, who may do everything, and an instance whose role may read a bucket, and containments of both under attack. */
final class AttackScene implements AutoCloseable {
    private static final String ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    private static final String READ = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
            + "\"Action\":[\"s3:ListBucket\",\"s3:GetObject\"],\"Resource\":\"*\"}}";

    final Rehearsal rehearsal = Rehearsal.enforced();
    final AccessKey key;
    final AccessKey other;
    final LaunchedInstance web;

    AttackScene() {
        key = user("alice");
        other = user("mallory");
        var fake = rehearsal.fake;
        web = Estate.in(fake).launch(InstanceSpec.named("web").profile("web"));
        fake.iam().putRolePolicy(put -> put.roleName("web").policyName("read").policyDocument(READ));
        fake.s3().createBucket(bucket -> bucket.bucket("customers"));
        fake.s3().putObject(object -> object.bucket("customers").key("all.csv"), RequestBody.fromString("names"));
    }

    private AccessKey user(String name) {
        var iam = rehearsal.fake.iam();
        iam.createUser(user -> user.userName(name));
        iam.putUserPolicy(put -> put.userName(name).policyName("all").policyDocument(ALL));
        return iam.createAccessKey(made -> made.userName(name)).accessKey();
    }

    /** Somebody with a shell on the instance who keeps it, takes its credentials and reads the bucket. */
    AttackerBuilder onTheInstance() {
        return rehearsal
                .fake
                .attacker()
                .withShellOn(web.id())
                .keepShell(443)
                .refreshFromImds()
                .copyBucket("customers");
    }

    /** Makes the key inactive. */
    ContainmentReport disableKey() {
        return rehearsal
                .containment()
                .incident("IR-1")
                .contain(Iam.accessKey(key.accessKeyId()), Iam.disableKey())
                .plan()
                .execute();
    }

    /** Makes the key inactive, and denies everything to its user. */
    ContainmentReport denyUser() {
        return rehearsal
                .containment()
                .incident("IR-1")
                .contain(Iam.accessKey(key.accessKeyId()), Iam.disableKey(), Iam.denyAll())
                .plan()
                .execute();
    }

    ContainmentReport quarantine() {
        return rehearsal
                .containment()
                .incident("IR-1")
                .contain(Ec2.instance(web.id()), Ec2.quarantine().withoutEvidence())
                .plan()
                .execute();
    }

    /** How many calls a containment makes, by which an attacker can act. */
    static int calls(Function<AttackScene, ContainmentReport> containment) {
        try (var scene = new AttackScene()) {
            scene.rehearsal.fake.clearCalls();
            containment.apply(scene).orThrow();
            return scene.rehearsal.fake.calls().size();
        }
    }

    /** What the assertion messages of one race say first. */
    static String race(int call, ContainmentReport report, Attacker attacker) {
        return "after call " + call + "\n" + attacker.attempts() + "\n" + attacker.remaining() + "\n"
                + report.describe();
    }

    @Override
    public void close() {
        rehearsal.close();
    }
}
