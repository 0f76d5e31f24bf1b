package dev.firebreak.testkit;

import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;

/** Assertions on an IAM access key. */
public final class AccessKeyAssert extends AbstractAssert<AccessKeyAssert, String> {
    private final FakeAws fake;

    AccessKeyAssert(FakeAws fake, String accessKeyId) {
        super(accessKeyId, AccessKeyAssert.class);
        this.fake = fake;
    }

    /** The key exists and is inactive. */
    public AccessKeyAssert isInactive() {
        return hasStatus(StatusType.INACTIVE);
    }

    /** The key exists and is active. */
    public AccessKeyAssert isActive() {
        return hasStatus(StatusType.ACTIVE);
    }

    private AccessKeyAssert hasStatus(StatusType wanted) {
        isNotNull();
        AccessKeyMetadata key = fake.consistently(this::find)
                .orElseThrow(() -> failure("%nExpecting access key %s to be %s but it does not exist", actual, wanted));
        if (key.status() != wanted) {
            failWithMessage(
                    "%nExpecting access key %s of user %s to be %s but it is %s",
                    actual, key.userName(), wanted, key.statusAsString());
        }
        return this;
    }

    /** {@code ListAccessKeys} without a name answers for the caller, here the root user, whose keys belong to no user. */
    private Optional<AccessKeyMetadata> find() {
        Stream<AccessKeyMetadata> ofUsers = fake.iam().listUsersPaginator().users().stream()
                .map(User::userName)
                .flatMap(name ->
                        fake
                                .iam()
                                .listAccessKeysPaginator(request -> request.userName(name))
                                .accessKeyMetadata()
                                .stream());
        Stream<AccessKeyMetadata> ofRoot = fake.iam().listAccessKeys().accessKeyMetadata().stream();
        return Stream.concat(ofUsers, ofRoot)
                .filter(key -> key.accessKeyId().equals(actual))
                .findFirst();
    }
}
