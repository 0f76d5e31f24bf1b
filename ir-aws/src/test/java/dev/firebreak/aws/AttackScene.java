package dev.firebreak.aws;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentReport;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.attack.Attacker;
import dev.firebreak.testkit.attack.AttackerBuilder;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** Alice, who may do everything, and an instance whose role may read a bucket, and containments of both under attack. */
final class AttackScene implements AutoCloseable {
    private static final String ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    static final String READ = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
            + "\"Action\":[\"s3:ListBucket\",\"s3:GetObject\"],\"Resource\":\"*\"}}";

    final Rehearsal rehearsal = Rehearsal.enforced();
    final AccessKey key;
    final AccessKey other;

    AttackScene() {
        key = user("alice");
        other = user("mallory");
    }

    /** An instance whose role may read a bucket. */
    String launch() {
        var fake = rehearsal.fake;
        String web =
                Estate.in(fake).launch(InstanceSpec.named("web").profile("web")).id();
        fake.iam().putRolePolicy(put -> put.roleName("web").policyName("read").policyDocument(READ));
        fake.s3().createBucket(bucket -> bucket.bucket("customers"));
        fake.s3().putObject(object -> object.bucket("customers").key("all.csv"), RequestBody.fromString("names"));
        return web;
    }

    private AccessKey user(String name) {
        var iam = rehearsal.fake.iam();
        iam.createUser(user -> user.userName(name));
        iam.putUserPolicy(put -> put.userName(name).policyName("all").policyDocument(ALL));
        return iam.createAccessKey(made -> made.userName(name)).accessKey();
    }

    /** Somebody with a shell on the instance who keeps it, takes its credentials and reads the bucket. */
    AttackerBuilder on(String web) {
        return rehearsal
                .fake
                .attacker()
                .withShellOn(web)
                .keepShell(443)
                .refreshFromImds()
                .copyBucket("customers");
    }

    /** Makes the key inactive. */
    ContainmentReport disableKey() {
        return rehearsal
                .containmentInTurn()
                .incident("IR-1")
                .contain(Iam.accessKey(key.accessKeyId()), Iam.disableKey())
                .plan()
                .execute();
    }

    /** Makes the key inactive, and denies everything to its user. */
    ContainmentReport denyUser() {
        return rehearsal
                .containmentInTurn()
                .incident("IR-1")
                .contain(Iam.accessKey(key.accessKeyId()), Iam.disableKey(), Iam.denyAll())
                .plan()
                .execute();
    }

    ContainmentReport quarantine(String web) {
        return quarantine(rehearsal.containmentInTurn(), web);
    }

    ContainmentReport quarantineSideBySide(String web) {
        return quarantine(rehearsal.containment(), web);
    }

    private static ContainmentReport quarantine(Containment containment, String web) {
        return containment
                .incident("IR-1")
                .contain(Ec2.instance(web), Ec2.quarantine().withoutEvidence())
                .plan()
                .execute();
    }

    /** The calls that a containment makes since the scene was set, after each of which an attacker can act. */
    List<String> operations(Supplier<ContainmentReport> containment) {
        rehearsal.fake.clearCalls();
        containment.get().orThrow();
        return rehearsal.fake.calls().stream().map(CallRecord::operation).toList();
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
