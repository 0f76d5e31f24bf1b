package dev.firebreak.testkit.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

class LambdaCasesTest extends LambdaCases {
    private static final String API = "https://docs.aws.amazon.com/lambda/latest/api/";
    private static final String STATES = "https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html";

    @Test
    @AwsFact(value = "A new function is pending, and cannot be invoked before it is active", source = STATES)
    void createFunction_new_isPendingThenActive() {
        LambdaClient lambda = client(LambdaClient.builder());
        create(lambda, "job", request -> {});

        assertThat(lambda.getFunctionConfiguration(get -> get.functionName("job"))
                        .state())
                .isEqualTo(State.PENDING);
        assertThat(Refused.by(() -> lambda.invoke(invoke -> invoke.functionName("job"))))
                .startsWith("ResourceConflictException")
                .endsWith("Pending");
        clock.advance(Duration.ofSeconds(3));

        assertThat(lambda.getFunctionConfiguration(get -> get.functionName("job"))
                        .state())
                .isEqualTo(State.ACTIVE);
    }

    @Test
    @AwsFact(value = "While an update is in progress no other is taken", source = STATES)
    void updateFunctionConfiguration_whileInProgress_isRefused() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");

        var update = lambda.updateFunctionConfiguration(
                change -> change.functionName("job").environment(env -> env.variables(Map.of("MODE", "safe"))));

        assertThat(update.lastUpdateStatus()).isEqualTo(LastUpdateStatus.IN_PROGRESS);
        assertThat(Refused.by(() -> lambda.updateFunctionConfiguration(
                        change -> change.functionName("job").timeout(10))))
                .startsWith("ResourceConflictException: The operation cannot be performed at this time."
                        + " An update is in progress for resource: ");
        clock.advance(Duration.ofSeconds(3));
        assertThat(lambda.updateFunctionConfiguration(
                                change -> change.functionName("job").timeout(10))
                        .environment()
                        .variables())
                .containsEntry("MODE", "safe");
    }

    @Test
    @AwsFact(
            value = "An update with a stale revision id is refused",
            source = API + "API_UpdateFunctionConfiguration.html")
    void updateFunctionConfiguration_staleRevision_isRefused() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");

        assertThat(Refused.by(() -> lambda.updateFunctionConfiguration(
                        change -> change.functionName("job").revisionId("old").timeout(10))))
                .startsWith("PreconditionFailedException");
    }

    @Test
    @AwsFact(value = "A function that does not exist is not found", source = API + "API_GetFunction.html")
    void getFunction_unknown_isNotFound() {
        assertThat(Refused.by(() -> client(LambdaClient.builder()).getFunction(get -> get.functionName("none"))))
                .isEqualTo("ResourceNotFoundException: Function not found:"
                        + " arn:aws:lambda:eu-west-1:123456789012:function:none");
    }

    @Test
    @AwsFact(value = "Its role must trust Lambda", source = API + "API_CreateFunction.html")
    void createFunction_untrustingRole_isRefused() {
        Estate.in(fake).profile("web");
        LambdaClient lambda = client(LambdaClient.builder());

        assertThat(Refused.by(
                        () -> create(lambda, "job", request -> request.role("arn:aws:iam::123456789012:role/web"))))
                .isEqualTo(
                        "InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.");
    }

    @Test
    @AwsFact(value = "A name is given once", source = API + "API_CreateFunction.html")
    void createFunction_nameTaken_isRefused() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");

        assertThat(Refused.by(() -> create(lambda, "job", request -> {})))
                .isEqualTo("ResourceConflictException: Function already exist: job");
    }

    @Test
    @AwsFact(value = "A synchronous invocation answers what the function returns", source = API + "API_Invoke.html")
    void invoke_requestResponse_answersThePayload() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        state().handler("job", payload -> "{\"got\":" + payload + "}");

        var answer = lambda.invoke(invoke -> invoke.functionName("job").payload(SdkBytes.fromUtf8String("{\"a\":1}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.executedVersion()).isEqualTo("$LATEST");
        assertThat(answer.payload().asUtf8String()).isEqualTo("{\"got\":{\"a\":1}}");
    }

    @Test
    @AwsFact(value = "A function that fails answers 200, with FunctionError set", source = API + "API_Invoke.html")
    void invoke_handlerThrows_isFunctionError() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        state().handler("job", payload -> {
            throw new IllegalStateException("broken");
        });

        var answer = lambda.invoke(invoke -> invoke.functionName("job"));

        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(answer.payload().asUtf8String())
                .isEqualTo("{\"errorMessage\":\"broken\",\"errorType\":\"IllegalStateException\"}");
    }

    @Test
    @AwsFact(value = "A dry run answers 204 and runs nothing", source = API + "API_Invoke.html")
    void invoke_dryRun_runsNothing() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        state().handler("job", payload -> {
            throw new IllegalStateException("broken");
        });

        var answer = lambda.invoke(invoke -> invoke.functionName("job").invocationType(InvocationType.DRY_RUN));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.functionError()).isNull();
    }

    @Test
    @AwsFact(value = "A published version keeps the code of its time", source = API + "API_PublishVersion.html")
    void publishVersion_thenChangeCode_keepsTheOldCode() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        String version =
                lambda.publishVersion(publish -> publish.functionName("job")).version();
        assertThat(lambda.publishVersion(publish -> publish.functionName("job")).version())
                .isEqualTo(version);

        lambda.updateFunctionCode(change -> change.functionName("job").zipFile(SdkBytes.fromUtf8String("other code")));

        String old = lambda.getFunctionConfiguration(
                        get -> get.functionName("job").qualifier(version))
                .codeSha256();
        assertThat(lambda.getFunctionConfiguration(get -> get.functionName("job"))
                        .codeSha256())
                .isNotEqualTo(old);
        assertThat(lambda.listVersionsByFunction(list -> list.functionName("job"))
                        .versions())
                .extracting(each -> each.version())
                .containsExactly("$LATEST", "1");
    }

    @Test
    @AwsFact(
            value = "An alias points to a version, which then cannot be deleted",
            source = API + "API_CreateAlias.html")
    void createAlias_ofVersion_resolvesAndProtects() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        lambda.publishVersion(publish -> publish.functionName("job"));
        lambda.createAlias(alias -> alias.functionName("job").name("live").functionVersion("1"));

        assertThat(lambda.invoke(invoke -> invoke.functionName("job").qualifier("live"))
                        .executedVersion())
                .isEqualTo("1");
        assertThat(Refused.by(() -> lambda.deleteFunction(
                        delete -> delete.functionName("job").qualifier("1"))))
                .startsWith("ResourceConflictException");
        assertThat(Refused.by(() -> lambda.createAlias(
                        alias -> alias.functionName("job").name("next").functionVersion("7"))))
                .startsWith("ResourceNotFoundException");
    }

    @Test
    @AwsFact(
            value = "Permissions are statements of a policy, and a statement id is given once",
            source = API + "API_AddPermission.html")
    void addPermission_removePermission_changeThePolicy() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        assertThat(Refused.by(() -> lambda.getPolicy(get -> get.functionName("job"))))
                .isEqualTo("ResourceNotFoundException: The resource you requested does not exist.");

        lambda.addPermission(add -> add.functionName("job")
                .statementId("anyone")
                .action("lambda:InvokeFunction")
                .principal("*"));
        assertThat(lambda.getPolicy(get -> get.functionName("job")).policy()).contains("\"Principal\":\"*\"");
        assertThat(Refused.by(() -> lambda.addPermission(add -> add.functionName("job")
                        .statementId("anyone")
                        .action("lambda:InvokeFunction")
                        .principal("*"))))
                .startsWith("ResourceConflictException: The statement id (anyone) provided already exists.");

        lambda.removePermission(remove -> remove.functionName("job").statementId("anyone"));

        assertThat(Refused.by(() -> lambda.getPolicy(get -> get.functionName("job"))))
                .startsWith("ResourceNotFoundException");
    }

    @Test
    @AwsFact(
            value = "The authentication of a function URL can be changed",
            source = API + "API_UpdateFunctionUrlConfig.html")
    void updateFunctionUrlConfig_toIam_isAnswered() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        lambda.createFunctionUrlConfig(url -> url.functionName("job").authType(FunctionUrlAuthType.NONE));

        lambda.updateFunctionUrlConfig(url -> url.functionName("job").authType(FunctionUrlAuthType.AWS_IAM));

        assertThat(lambda.getFunctionUrlConfig(url -> url.functionName("job")).authType())
                .isEqualTo(FunctionUrlAuthType.AWS_IAM);
        lambda.deleteFunctionUrlConfig(url -> url.functionName("job"));
        assertThat(Refused.by(() -> lambda.getFunctionUrlConfig(url -> url.functionName("job"))))
                .startsWith("ResourceNotFoundException");
    }

    @Test
    @AwsFact(
            value = "An event source mapping is disabled by the clock, and not changed while it is in flux",
            source = API + "API_UpdateEventSourceMapping.html")
    void updateEventSourceMapping_disable_takesTime() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "job");
        String id = lambda.createEventSourceMapping(source ->
                        source.functionName("job").eventSourceArn("arn:aws:sqs:eu-west-1:123456789012:orders"))
                .uuid();
        assertThat(Refused.by(() -> lambda.updateEventSourceMapping(
                        change -> change.uuid(id).enabled(false))))
                .startsWith("ResourceInUseException");
        clock.advance(Duration.ofSeconds(20));

        assertThat(lambda.updateEventSourceMapping(change -> change.uuid(id).enabled(false))
                        .state())
                .isEqualTo("Disabling");
        clock.advance(Duration.ofSeconds(20));

        assertThat(lambda.listEventSourceMappings(list -> list.functionName("job"))
                        .eventSourceMappings())
                .extracting(each -> each.state())
                .containsExactly("Disabled");
    }

    @Test
    @AwsFact(
            value = "A function in a VPC has interfaces there that only Lambda may change",
            source = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html")
    void createFunction_inVpc_hasRequesterManagedInterfaces() {
        Estate estate = Estate.in(fake);
        String group = estate.group("functions");
        String other = estate.group("quarantine");
        LambdaClient lambda = client(LambdaClient.builder());

        create(
                lambda,
                "job",
                request -> request.vpcConfig(
                        vpc -> vpc.subnetIds(estate.subnetIds().get(0)).securityGroupIds(group)));

        NetworkInterface eni = fake.ec2().describeNetworkInterfaces().networkInterfaces().stream()
                .filter(each -> each.description().contains("job"))
                .findFirst()
                .orElseThrow();
        assertThat(eni.requesterManaged()).isTrue();
        assertThat(Refused.by(() -> fake.ec2()
                        .modifyNetworkInterfaceAttribute(change -> change.networkInterfaceId(eni.networkInterfaceId())
                                .groups(other))))
                .contains("You do not have permission to access the specified resource");
        lambda.deleteFunction(delete -> delete.functionName("job"));
        assertThat(fake.ec2().describeNetworkInterfaces().networkInterfaces())
                .extracting(NetworkInterface::networkInterfaceId)
                .doesNotContain(eni.networkInterfaceId());
    }

    @Test
    @AwsFact(
            value = "Functions with the same groups share an interface in a subnet, until the last of them is gone",
            source = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html")
    void createFunction_sameSubnetAndGroups_sharesTheInterface() {
        Estate estate = Estate.in(fake);
        String subnet = estate.subnetIds().get(0);
        LambdaClient lambda = client(LambdaClient.builder());
        for (String name : List.of("one", "two")) {
            create(
                    lambda,
                    name,
                    request -> request.vpcConfig(
                            vpc -> vpc.subnetIds(subnet).securityGroupIds(estate.group("functions"))));
        }
        create(
                lambda,
                "three",
                request -> request.vpcConfig(vpc -> vpc.subnetIds(subnet).securityGroupIds(estate.group("other"))));
        assertThat(interfaces()).isEqualTo(2);

        lambda.deleteFunction(delete -> delete.functionName("one"));
        assertThat(interfaces()).isEqualTo(2);
        lambda.deleteFunction(delete -> delete.functionName("two"));
        assertThat(interfaces()).isEqualTo(1);
    }

    private long interfaces() {
        return fake.ec2().describeNetworkInterfaces().networkInterfaces().stream()
                .filter(eni -> eni.interfaceTypeAsString().equals("lambda"))
                .count();
    }

    @Test
    @AwsFact(value = "Tags are those of the function's ARN", source = API + "API_TagResource.html")
    void tagResource_untagResource_changeTheTags() {
        LambdaClient lambda = client(LambdaClient.builder());
        String arn = function(lambda, "job");

        lambda.tagResource(tag -> tag.resource(arn).tags(Map.of("team", "shop", "ir", "1")));
        lambda.untagResource(untag -> untag.resource(arn).tagKeys("ir"));

        assertThat(lambda.listTags(list -> list.resource(arn)).tags()).containsExactly(Map.entry("team", "shop"));
    }

    @Test
    @AwsFact(value = "Functions are listed 50 at a time, without their state", source = API + "API_ListFunctions.html")
    void listFunctions_pages_giveEveryFunctionOnce() {
        LambdaClient lambda = client(LambdaClient.builder());
        function(lambda, "one");
        function(lambda, "two");

        var first = lambda.listFunctions(list -> list.maxItems(1));
        var second = lambda.listFunctions(list -> list.maxItems(1).marker(first.nextMarker()));

        assertThat(first.functions().get(0).functionName()).isEqualTo("one");
        assertThat(first.functions().get(0).state()).isNull();
        assertThat(second.functions().get(0).functionName()).isEqualTo("two");
        assertThat(second.nextMarker()).isNull();
    }
}
