package dev.firebreak.testkit.quota;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** The buckets that a service has, if all are as AWS publishes them. */
@FunctionalInterface
interface ServiceQuotas {
    /** The tokens that a call takes. */
    List<Draw> draws(Invocation invocation);

    /** By signing name; services that are not here have no limit. */
    Map<String, ServiceQuotas> DOCUMENTED = Map.of(
            "ec2",
            Ec2Quotas::draws,
            "ebs",
            EbsQuotas::draws,
            "elasticloadbalancing",
            ElbQuotas::draws,
            "s3",
            S3Quotas::draws,
            "ssm",
            OperationQuotas.SSM,
            "sts",
            OperationQuotas.STS,
            "iam",
            OperationQuotas.IAM,
            "autoscaling",
            OperationQuotas.AUTO_SCALING);

    static boolean isRead(Invocation invocation) {
        return invocation.operation().matches("(Describe|Get|List|Search|Head|Simulate).*");
    }

    /** What a member of the request says; empty when it is not set. */
    static Optional<Object> member(SdkPojo request, String name) {
        return request.sdkFields().stream()
                .filter(field -> field.memberName().equals(name))
                .findFirst()
                .flatMap(field -> value(field, request));
    }

    static Optional<Object> value(SdkField<?> field, SdkPojo request) {
        return Optional.<Object>ofNullable(field.getValueOrDefault(request))
                .filter(value -> !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap));
    }
}
