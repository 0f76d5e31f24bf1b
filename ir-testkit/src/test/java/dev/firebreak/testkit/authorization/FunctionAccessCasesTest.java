package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;

class FunctionAccessCasesTest extends EnforcedCases {
    private static final String ANN = "arn:aws:iam::123456789012:user/ann";
    private LambdaClient lambda;

    @BeforeEach
    void createFunction() {
        String role = role("job", "arn:aws:iam::123456789012:root");
        root().updateAssumeRolePolicy(update -> update.roleName("job")
                .policyDocument(policy("{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},"
                        + "\"Action\":\"sts:AssumeRole\"}")));
        lambda = client(LambdaClient.builder());
        lambda.createFunction(create -> create.functionName("job")
                .role(role)
                .runtime(Runtime.PYTHON3_12)
                .handler("index.handler")
                .tags(Map.of("team", "blue"))
                .code(code -> code.zipFile(SdkBytes.fromUtf8String("code"))));
        clock.advance(Duration.ofSeconds(5));
    }

    @Test
    @AwsFact(
            value = "The policy of a function lets a user of the account invoke it who has no policies",
            source = "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html")
    void invoke_allowedByPolicyOfFunction_isAllowed() {
        LambdaClient ann = client(LambdaClient.builder(), user("ann"));
        assertThat(Refused.by(() -> ann.invoke(invoke -> invoke.functionName("job"))))
                .startsWith("AccessDeniedException: User: " + ANN
                        + " is not authorized to perform: lambda:InvokeFunction on resource: "
                        + "arn:aws:lambda:eu-west-1:123456789012:function:job");

        lambda.addPermission(add -> add.functionName("job")
                .statementId("ann")
                .action("lambda:InvokeFunction")
                .principal(ANN));

        assertThat(ann.invoke(invoke -> invoke.functionName("job")).statusCode())
                .isEqualTo(200);
        assertThat(Refused.by(() -> ann.getFunction(get -> get.functionName("job"))))
                .startsWith("AccessDeniedException: ");
    }

    @Test
    @AwsFact(
            value = "Policies may allow actions on functions with a tag",
            source = "https://docs.aws.amazon.com/lambda/latest/dg/attribute-based-access-control.html")
    void getFunction_tagOfFunction_decides() {
        String tagged = "{\"StringEquals\":{\"aws:ResourceTag/team\":\"%s\"}}";
        LambdaClient blue = client(
                LambdaClient.builder(),
                user("ann", statement("Allow", "lambda:GetFunction", "*", tagged.formatted("blue"))));
        LambdaClient red = client(
                LambdaClient.builder(),
                user("bob", statement("Allow", "lambda:GetFunction", "*", tagged.formatted("red"))));

        assertThatCode(() -> blue.getFunction(get -> get.functionName("job"))).doesNotThrowAnyException();
        assertThat(Refused.by(() -> red.getFunction(get -> get.functionName("job"))))
                .startsWith("AccessDeniedException: ");
    }
}
