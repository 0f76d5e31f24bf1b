package dev.firebreak.testkit.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class LambdaConcurrencyCasesTest extends LambdaCases {
    private static final String RESERVED =
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html";
    private static final String PUT = "https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html";

    @Test
    @AwsFact(value = "A function with no reserved concurrency left is always throttled", source = RESERVED)
    void invoke_reservedZero_isThrottled() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        lambda.putFunctionConcurrency(put -> put.functionName("job").reservedConcurrentExecutions(0));

        assertThatThrownBy(() -> lambda.invoke(invoke -> invoke.functionName("job")))
                .asInstanceOf(InstanceOfAssertFactories.type(TooManyRequestsException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(429);
                    assertThat(refusal.reason())
                            .isEqualTo(ThrottleReason.RESERVED_FUNCTION_CONCURRENT_INVOCATION_LIMIT_EXCEEDED);
                });
    }

    @Test
    @AwsFact(
            value = "An asynchronous invocation of a throttled function is taken, and not run",
            source = "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html")
    void invoke_eventWhileReservedZero_isTakenAndNotRun() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        lambda.putFunctionConcurrency(put -> put.functionName("job").reservedConcurrentExecutions(0));
        int[] runs = {0};
        state().handler("job", payload -> {
            runs[0]++;
            return "null";
        });

        var answer = lambda.invoke(invoke -> invoke.functionName("job").invocationType(InvocationType.EVENT));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(runs[0]).isZero();
    }

    @Test
    @AwsFact(value = "Deleting the reservation lets the function run again", source = RESERVED)
    void deleteFunctionConcurrency_afterZero_runsAgain() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        lambda.putFunctionConcurrency(put -> put.functionName("job").reservedConcurrentExecutions(0));
        assertThat(lambda.getFunctionConcurrency(get -> get.functionName("job")).reservedConcurrentExecutions())
                .isZero();

        lambda.deleteFunctionConcurrency(delete -> delete.functionName("job"));

        assertThat(lambda.getFunctionConcurrency(get -> get.functionName("job")).reservedConcurrentExecutions())
                .isNull();
        assertThat(lambda.invoke(invoke -> invoke.functionName("job")).statusCode())
                .isEqualTo(200);
    }

    @Test
    @AwsFact(value = "At least 100 of the account's concurrency stays unreserved", source = PUT)
    void putFunctionConcurrency_intoTheLastHundred_isRefused() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "one");
        function(lambda, "two");
        lambda.putFunctionConcurrency(put -> put.functionName("one").reservedConcurrentExecutions(899));

        assertThat(Refused.by(() -> lambda.putFunctionConcurrency(
                        put -> put.functionName("two").reservedConcurrentExecutions(2))))
                .startsWith("InvalidParameterValueException: Specified ReservedConcurrentExecutions for function"
                        + " decreases account's UnreservedConcurrentExecution below its minimum value of [100].");
        assertThat(lambda.getAccountSettings().accountLimit().unreservedConcurrentExecutions())
                .isEqualTo(101);
    }

    @Test
    @AwsFact(value = "A reservation shows in GetFunction", source = PUT)
    void getFunction_reserved_showsConcurrency() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        assertThat(lambda.getFunction(get -> get.functionName("job")).concurrency())
                .isNull();

        lambda.putFunctionConcurrency(put -> put.functionName("job").reservedConcurrentExecutions(5));

        assertThat(lambda.getFunction(get -> get.functionName("job"))
                        .concurrency()
                        .reservedConcurrentExecutions())
                .isEqualTo(5);
    }
}
