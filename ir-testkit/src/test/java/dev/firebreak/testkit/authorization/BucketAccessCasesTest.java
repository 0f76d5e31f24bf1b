package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

class BucketAccessCasesTest extends EnforcedCases {
    private static final String PERMISSIONS =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html";
    private static final String CROSS_ACCOUNT =
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html";
    private static final String OBJECTS = "arn:aws:s3:::reports/*";

    @BeforeEach
    void store() {
        S3Client s3 = client(S3Client.builder());
        s3.createBucket(bucket -> bucket.bucket("reports"));
        s3.putObject(put -> put.bucket("reports").key("a"), RequestBody.fromString("a"));
        s3.putObject(put -> put.bucket("reports").key("b"), RequestBody.fromString("b"));
    }

    private S3Client s3(AwsCredentials credentials) {
        return client(S3Client.builder(), credentials);
    }

    private void policyOfBucket(String statement) {
        client(S3Client.builder()).putBucketPolicy(put -> put.bucket("reports").policy(policy(statement)));
    }

    private static String allowing(String principal, String action, String resource) {
        return "{\"Effect\":\"Allow\",\"Principal\":" + principal + ",\"Action\":\"" + action + "\",\"Resource\":\""
                + resource + "\"}";
    }

    @Test
    @AwsFact(value = "Reading an object takes s3:GetObject on the object", source = PERMISSIONS)
    void getObject_noPolicy_isDenied() {
        S3Client s3 = s3(user("ann", allow("s3:GetObject", "arn:aws:s3:::reports/b")));

        assertThat(Refused.by(
                        () -> s3.getObjectAsBytes(get -> get.bucket("reports").key("a"))))
                .isEqualTo("AccessDenied: User: arn:aws:iam::123456789012:user/ann is not authorized to perform: "
                        + "s3:GetObject on resource: \"arn:aws:s3:::reports/a\" because no identity-based policy allows "
                        + "the s3:GetObject action");
        assertThatCode(() -> s3.getObjectAsBytes(get -> get.bucket("reports").key("b")))
                .doesNotThrowAnyException();
        assertThatCode(() -> s3.headObject(head -> head.bucket("reports").key("b")))
                .doesNotThrowAnyException();
    }

    @Test
    @AwsFact(
            value = "Listing a bucket takes s3:ListBucket on the bucket, and can be limited to a prefix",
            source = PERMISSIONS)
    void listObjectsV2_prefix_isJudged() {
        S3Client s3 = s3(user(
                "ann",
                statement(
                        "Allow",
                        "s3:ListBucket",
                        "arn:aws:s3:::reports",
                        "{\"StringLike\":{\"s3:prefix\":\"home/${aws:username}/*\"}}")));

        assertThatCode(() -> s3.listObjectsV2(list -> list.bucket("reports").prefix("home/ann/")))
                .doesNotThrowAnyException();
        assertThat(Refused.by(() -> s3.listObjectsV2(list -> list.bucket("reports"))))
                .contains("s3:ListBucket on resource: \"arn:aws:s3:::reports\"");
    }

    @Test
    @AwsFact(value = "Copying takes permission to read the source and to write the target", source = PERMISSIONS)
    void copyObject_onlyWrite_isDenied() {
        S3Client s3 = s3(user("ann", allow("s3:PutObject", OBJECTS)));

        assertThat(Refused.by(() -> s3.copyObject(copy -> copy.sourceBucket("reports")
                        .sourceKey("a")
                        .destinationBucket("reports")
                        .destinationKey("c"))))
                .contains("s3:GetObject on resource: \"arn:aws:s3:::reports/a\"");
    }

    @Test
    @AwsFact(value = "Deleting a version takes s3:DeleteObjectVersion", source = PERMISSIONS)
    void deleteObject_version_takesItsOwnAction() {
        S3Client s3 = s3(user("ann", allow("s3:DeleteObject", OBJECTS)));

        assertThat(Refused.by(() -> s3.deleteObject(
                        delete -> delete.bucket("reports").key("a").versionId("null"))))
                .contains("s3:DeleteObjectVersion on resource");
        assertThatCode(() -> s3.deleteObjects(delete -> delete.bucket("reports")
                        .delete(Delete.builder()
                                .objects(ObjectIdentifier.builder().key("a").build())
                                .build())))
                .doesNotThrowAnyException();
    }

    @Test
    @AwsFact(value = "A bucket policy that names a user of the account suffices", source = PERMISSIONS)
    void bucketPolicy_namesUser_suffices() {
        S3Client s3 = s3(user("ann"));
        policyOfBucket(allowing("{\"AWS\":\"arn:aws:iam::123456789012:user/ann\"}", "s3:GetObject", OBJECTS));

        assertThatCode(() -> s3.getObjectAsBytes(get -> get.bucket("reports").key("a")))
                .doesNotThrowAnyException();
    }

    private AwsCredentials foreigner(String... statements) {
        IamClient iam = client(IamClient.builder(), (AwsCredentials)
                fake.credentials("222222222222").resolveIdentity().join());
        iam.createUser(user -> user.userName("eve"));
        if (statements.length > 0) {
            iam.putUserPolicy(put -> put.userName("eve").policyName("p").policyDocument(policy(statements)));
        }
        var key = iam.createAccessKey(create -> create.userName("eve")).accessKey();
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    @Test
    @AwsFact(value = "Across accounts the bucket and the user's account must both allow", source = CROSS_ACCOUNT)
    void otherAccount_onlyBucketAllows_isDenied() {
        S3Client s3 = s3(foreigner());
        policyOfBucket(allowing("{\"AWS\":\"arn:aws:iam::222222222222:user/eve\"}", "s3:GetObject", OBJECTS));

        assertThat(Refused.by(
                        () -> s3.getObjectAsBytes(get -> get.bucket("reports").key("a"))))
                .endsWith("because no identity-based policy allows the s3:GetObject action");
    }

    @Test
    @AwsFact(value = "Across accounts a user whose account allows needs the bucket's Allow", source = CROSS_ACCOUNT)
    void otherAccount_onlyUserAllowed_isDenied() {
        S3Client s3 = s3(foreigner(EVERYTHING));

        assertThat(Refused.by(
                        () -> s3.getObjectAsBytes(get -> get.bucket("reports").key("a"))))
                .endsWith("because no resource-based policy allows the s3:GetObject action");

        policyOfBucket(allowing("{\"AWS\":\"222222222222\"}", "s3:GetObject", OBJECTS));
        assertThatCode(() -> s3.getObjectAsBytes(get -> get.bucket("reports").key("a")))
                .doesNotThrowAnyException();
    }
}
