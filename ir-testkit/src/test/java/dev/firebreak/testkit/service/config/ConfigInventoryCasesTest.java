package dev.firebreak.testkit.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConfigurationItem;
import software.amazon.awssdk.services.config.model.ConfigurationItemStatus;
import software.amazon.awssdk.services.config.model.ResourceType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.rds.RdsClient;

class ConfigInventoryCasesTest extends ConfigCases {
    private static final String TYPES =
            "https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html";
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},\
            "Action":"sts:AssumeRole"}}""";

    @Test
    @AwsFact(value = "Config records Lambda functions with their policy", source = TYPES)
    void getResourceConfigHistory_function_hasItemsWithThePolicy() {
        ConfigClient config = recording();
        LambdaClient lambda = function();
        lambda.addPermission(grant -> grant.functionName("orders")
                .statementId("everyone")
                .action("lambda:InvokeFunction")
                .principal("*"));

        ConfigurationItem latest =
                history(config, ResourceType.AWS_LAMBDA_FUNCTION, "orders").get(0);

        assertThat(latest.configuration())
                .contains("\"runtime\":\"python3.12\"", "\"functionName\":\"orders\"")
                .doesNotContain("s3cret");
        assertThat(latest.supplementaryConfiguration().get("Policy")).contains("everyone");
        assertThat(latest.tags()).isEqualTo(Map.of("team", "shop"));
        assertThat(latest.relationships()).extracting(each -> each.resourceId()).containsExactly("orders-role");
    }

    @Test
    @AwsFact(value = "The end of a function is recorded", source = TYPES)
    void getResourceConfigHistory_functionDeleted_endsWithItsDeletion() {
        ConfigClient config = recording();
        function().deleteFunction(delete -> delete.functionName("orders"));

        List<ConfigurationItem> items = history(config, ResourceType.AWS_LAMBDA_FUNCTION, "orders");

        assertThat(items.get(0).configurationItemStatus()).isEqualTo(ConfigurationItemStatus.RESOURCE_DELETED);
        assertThat(items.get(items.size() - 1).configurationItemStatus())
                .isEqualTo(ConfigurationItemStatus.RESOURCE_DISCOVERED);
    }

    @Test
    @AwsFact(value = "Config records DB instances by their resource id", source = TYPES)
    void getResourceConfigHistory_dbInstance_recordsItsChanges() {
        ConfigClient config = recording();
        RdsClient rds = client(RdsClient.builder());
        String id = rds.createDBInstance(make -> make.dbInstanceIdentifier("orders")
                        .dbInstanceClass("db.t3.micro")
                        .engine("postgres")
                        .allocatedStorage(20)
                        .publiclyAccessible(true)
                        .masterUsername("admin1")
                        .masterUserPassword("correct-horse"))
                .dbInstance()
                .dbiResourceId();
        clock.advance(Duration.ofMinutes(6));
        rds.modifyDBInstance(change -> change.dbInstanceIdentifier("orders").publiclyAccessible(false));
        clock.advance(Duration.ofMinutes(2));

        assertThat(config.getResourceConfigHistory(get -> get.resourceType(ResourceType.AWS_RDS_DB_INSTANCE)
                                .resourceId(id))
                        .configurationItems())
                .isNotEmpty();
        List<ConfigurationItem> items = history(config, ResourceType.AWS_RDS_DB_INSTANCE, id);

        assertThat(items.get(0).resourceName()).isEqualTo("orders");
        assertThat(items.get(0).configuration())
                .contains("\"publiclyAccessible\":false", "\"dBInstanceStatus\":\"available\"")
                .doesNotContain("correct-horse");
        assertThat(items.get(items.size() - 1).configuration()).contains("\"publiclyAccessible\":true");
        assertThat(items.get(0).relationships())
                .extracting(each -> each.resourceTypeAsString())
                .contains("AWS::EC2::SecurityGroup");
    }

    private LambdaClient function() {
        String role = client(IamClient.builder())
                .createRole(make -> make.roleName("orders-role").assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
        clock.advance(Duration.ofSeconds(30));
        LambdaClient lambda = client(LambdaClient.builder());
        lambda.createFunction(make -> make.functionName("orders")
                .role(role)
                .runtime(Runtime.PYTHON3_12)
                .handler("index.handler")
                .environment(environment -> environment.variables(Map.of("TOKEN", "s3cret")))
                .tags(Map.of("team", "shop"))
                .code(code -> code.zipFile(SdkBytes.fromUtf8String("code"))));
        clock.advance(Duration.ofSeconds(3));
        return lambda;
    }
}
