package dev.firebreak.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.StsClient;

class DispatcherTest {
    @Test
    void interceptors_runInOrderAndSeeTheTypedCall() {
        List<String> seen = new ArrayList<>();
        Interceptor outer = invocation -> {
            seen.add("before " + invocation.service() + ":" + invocation.operation());
            Operations.Result result = invocation.proceed();
            seen.add("after " + ((CreateUserResponse) result.response()).user().userName());
            return result;
        };
        Interceptor inner = invocation -> {
            seen.add(((CreateUserRequest) invocation.request()).userName() + " in "
                    + invocation.call().account().id());
            return invocation.proceed();
        };
        try (FakeAws fake =
                FakeAws.builder().interceptor(outer).interceptor(inner).build()) {
            fake.iam().createUser(request -> request.userName("bob"));
        }

        assertThat(seen).containsExactly("before iam:CreateUser", "bob in 123456789012", "after bob");
    }

    @Test
    void interceptor_answersByItself_operationDoesNotRun() {
        Interceptor answering = invocation -> invocation.operation().equals("CreateUser")
                ? new Operations.Result(
                        CreateUserResponse.builder()
                                .user(user -> user.userName("nobody"))
                                .build(),
                        new byte[0])
                : invocation.proceed();
        try (FakeAws fake = FakeAws.builder().interceptor(answering).build()) {
            assertThat(fake.iam()
                            .createUser(request -> request.userName("bob"))
                            .user()
                            .userName())
                    .isEqualTo("nobody");
            assertThat(fake.iam().listUsers().users()).isEmpty();
        }
    }

    @Test
    void interceptor_throwsAwsError_callerSeesIt() {
        Interceptor denying = invocation -> {
            throw new AwsError("AccessDenied", 403, "no");
        };
        try (FakeAws fake = FakeAws.builder().interceptor(denying).build()) {
            assertThatExceptionOfType(IamException.class)
                    .isThrownBy(() -> fake.iam().listUsers())
                    .satisfies(denied -> assertThat(denied.statusCode()).isEqualTo(403));
            assertThat(fake.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.errorCode()).contains("AccessDenied"));
        }
    }

    @Test
    void faults_readyClients_retryWithoutWaiting() {
        try (FakeAws fake = FakeAws.create()) {
            fake.faults().on("iam", "ListUsers").first(2).throttle();

            assertThat(fake.iam().listUsers().users()).isEmpty();

            assertThat(fake.calls()).hasSize(3);
        }
    }

    @Test
    void call_otherAccountsKey_actsInThatAccount() {
        try (FakeAws fake = FakeAws.create();
                IamClient iam = fake.configure(IamClient.builder())
                        .credentialsProvider(fake.credentials("999999999999"))
                        .build();
                StsClient sts = fake.configure(StsClient.builder())
                        .credentialsProvider(fake.credentials("999999999999"))
                        .build()) {
            iam.createUser(request -> request.userName("there"));

            assertThat(sts.getCallerIdentity().account()).isEqualTo("999999999999");
            assertThat(fake.iam().listUsers().users()).isEmpty();
            assertThat(fake.snapshot().path("999999999999").toString()).contains("there");
        }
    }
}
