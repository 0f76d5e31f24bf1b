package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Cases with functions. */
abstract class LambdaCases extends ServiceCases {
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},\
            "Action":"sts:AssumeRole"}]}""";

    /** Makes a function and waits until it is active; answers its ARN. */
    String function(LambdaClient lambda, String name) {
        String arn = create(lambda, name, request -> {});
        clock.advance(Duration.ofSeconds(3));
        return arn;
    }

    String create(LambdaClient lambda, String name, Consumer<CreateFunctionRequest.Builder> more) {
        String role = role();
        return lambda.createFunction(request -> {
                    request.functionName(name)
                            .role(role)
                            .runtime(Runtime.PYTHON3_12)
                            .handler("index.handler")
                            .code(code -> code.zipFile(SdkBytes.fromUtf8String("code of " + name)));
                    more.accept(request);
                })
                .functionArn();
    }

    private String role() {
        try {
            fake.iam().createRole(role -> role.roleName("function").assumeRolePolicyDocument(TRUST));
        } catch (EntityAlreadyExistsException again) {
            // made for an earlier function
        }
        return "arn:aws:iam::123456789012:role/function";
    }

    LambdaState state() {
        return LambdaState.of(
                fake.world().account(fake.accountId()).region(fake.region().id()));
    }
}
