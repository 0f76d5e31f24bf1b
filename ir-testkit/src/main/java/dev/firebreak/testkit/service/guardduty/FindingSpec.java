package dev.firebreak.testkit.service.guardduty;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.guardduty.model.Finding;

/**
 * A finding that GuardDuty is to report: on which resource, and of which type.
 *
 * <pre>{@code
 * fake.guardDuty().report(FindingSpec.onInstance(id).type("Backdoor:EC2/C&CActivity.B").severity(8));
 * }</pre>
 *
 * <p>Immutable: each method gives a changed copy.
 *
 * @param kind what the resource is
 * @param resource the instance's id, the access key's id, or the bucket's name
 * @param type the finding type; if not set, a usual one for the resource
 * @param severity from 1 to 10; if not set, that of the type
 * @param remoteAddress the address on the other side; if not set, one that documentation uses
 * @param change the last change to the finding as GuardDuty's API gives it
 */
public record FindingSpec(
        Kind kind,
        String resource,
        @Nullable String type,
        @Nullable Double severity,
        String remoteAddress,
        UnaryOperator<Finding> change) {
    private static final String REMOTE = "203.0.113.66";

    /** The kinds of resources. */
    public enum Kind {
        INSTANCE,
        ACCESS_KEY,
        BUCKET
    }

    /** A finding on an EC2 instance, which need not exist. */
    public static FindingSpec onInstance(String instanceId) {
        return on(Kind.INSTANCE, instanceId);
    }

    /** A finding on an access key, long-term or temporary. */
    public static FindingSpec onAccessKey(String accessKeyId) {
        return on(Kind.ACCESS_KEY, accessKeyId);
    }

    /** A finding on an S3 bucket. */
    public static FindingSpec onBucket(String bucket) {
        return on(Kind.BUCKET, bucket);
    }

    private static FindingSpec on(Kind kind, String resource) {
        return new FindingSpec(kind, resource, null, null, REMOTE, UnaryOperator.identity());
    }

    /** With another finding type, such as {@code CryptoCurrency:EC2/BitcoinTool.B!DNS}. */
    public FindingSpec type(String value) {
        return new FindingSpec(kind, resource, value, severity, remoteAddress, change);
    }

    /** With another severity, from 1 to 10. */
    public FindingSpec severity(double value) {
        return new FindingSpec(kind, resource, type, value, remoteAddress, change);
    }

    /** With another address on the other side. */
    public FindingSpec remoteAddress(String value) {
        return new FindingSpec(kind, resource, type, severity, value, change);
    }

    /** With a last change to the finding, for what the other methods do not set. */
    public FindingSpec changedBy(UnaryOperator<Finding> value) {
        return new FindingSpec(kind, resource, type, severity, remoteAddress, value);
    }
}
