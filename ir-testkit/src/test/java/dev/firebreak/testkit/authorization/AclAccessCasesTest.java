package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;

class AclAccessCasesTest extends EnforcedCases {
    private static final String ACLS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html";
    private static final String BLOCK =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html";
    private static final String OWNERSHIP =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html";
    private static final String OTHER = "222222222222";

    private S3Client owner;
    private S3Client stranger;

    @BeforeEach
    void createBucket() {
        owner = client(S3Client.builder());
        owner.createBucket(bucket -> bucket.bucket("reports")
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
                .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        owner.deletePublicAccessBlock(delete -> delete.bucket("reports"));
        owner.putObject(put -> put.bucket("reports").key("a"), RequestBody.fromString("a"));
        stranger = client(S3Client.builder(), OTHER);
    }

    private static String read(S3Client s3) {
        return s3.getObjectAsBytes(get -> get.bucket("reports").key("a")).asUtf8String();
    }

    private void acl(ObjectCannedACL acl) {
        owner.putObjectAcl(put -> put.bucket("reports").key("a").acl(acl));
    }

    private S3Client nobody() {
        return unsigned(S3Client.builder());
    }

    @Test
    @AwsFact(value = "An object with the ACL public-read is read by anybody, signed or not", source = ACLS)
    void getObject_publicRead_letsEverybodyIn() {
        assertThat(Refused.by(() -> read(stranger))).startsWith("AccessDenied: ");

        acl(ObjectCannedACL.PUBLIC_READ);

        assertThat(read(stranger)).isEqualTo("a");
        assertThat(read(nobody())).isEqualTo("a");
    }

    @Test
    @AwsFact(value = "The group of authenticated users is everybody who signs, of whatever account", source = ACLS)
    void getObject_authenticatedRead_letsSignersIn() {
        acl(ObjectCannedACL.AUTHENTICATED_READ);

        assertThat(read(stranger)).isEqualTo("a");
        assertThat(Refused.by(() -> read(nobody()))).startsWith("AccessDenied: ");
    }

    @Test
    @AwsFact(value = "Block Public Access ignores public ACLs without removing them", source = BLOCK)
    void getObject_publicAclsIgnored_isDenied() {
        acl(ObjectCannedACL.PUBLIC_READ);

        owner.putPublicAccessBlock(
                put -> put.bucket("reports").publicAccessBlockConfiguration(block -> block.ignorePublicAcls(true)));
        assertThat(Refused.by(() -> read(stranger))).startsWith("AccessDenied: ");

        owner.deletePublicAccessBlock(delete -> delete.bucket("reports"));
        assertThat(read(stranger)).isEqualTo("a");
    }

    @Test
    @AwsFact(value = "With BucketOwnerEnforced, ACLs no longer affect permissions", source = OWNERSHIP)
    void getObject_ownerEnforced_isDenied() {
        acl(ObjectCannedACL.PUBLIC_READ);

        owner.putBucketOwnershipControls(put -> put.bucket("reports")
                .ownershipControls(controls -> controls.rules(OwnershipControlsRule.builder()
                        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                        .build())));

        assertThat(Refused.by(() -> read(stranger))).startsWith("AccessDenied: ");
    }

    @Test
    @AwsFact(value = "A grant to a canonical user lets that account in, and no other", source = ACLS)
    void getObject_grantToAnAccount_letsItIn() {
        String id = stranger.listBuckets().owner().id();

        owner.putObjectAcl(put -> put.bucket("reports").key("a").grantRead("id=" + id));

        assertThat(read(stranger)).isEqualTo("a");
        assertThat(Refused.by(() -> read(client(S3Client.builder(), "333333333333"))))
                .startsWith("AccessDenied: ");
    }

    @Test
    @AwsFact(value = "READ on a bucket lists its objects, and does not read them", source = ACLS)
    void listObjectsV2_publicBucket_listsButDoesNotRead() {
        owner.putBucketAcl(put -> put.bucket("reports").acl(BucketCannedACL.PUBLIC_READ));

        assertThat(stranger.listObjectsV2(list -> list.bucket("reports")).keyCount())
                .isEqualTo(1);
        assertThat(Refused.by(() -> read(stranger))).startsWith("AccessDenied: ");
        assertThat(Refused.by(
                        () -> stranger.putObject(put -> put.bucket("reports").key("b"), RequestBody.fromString("b"))))
                .startsWith("AccessDenied: ");
    }

    @Test
    @AwsFact(value = "WRITE on a bucket creates objects in it", source = ACLS)
    void putObject_publicReadWrite_creates() {
        owner.putBucketAcl(put -> put.bucket("reports").acl(BucketCannedACL.PUBLIC_READ_WRITE));

        stranger.putObject(put -> put.bucket("reports").key("b"), RequestBody.fromString("b"));

        assertThat(owner.listObjectsV2(list -> list.bucket("reports")).keyCount())
                .isEqualTo(2);
    }
}
