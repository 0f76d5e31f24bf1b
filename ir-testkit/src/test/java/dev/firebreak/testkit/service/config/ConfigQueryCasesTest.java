package dev.firebreak.testkit.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.FieldInfo;
import software.amazon.awssdk.services.ec2.Ec2Client;

class ConfigQueryCasesTest extends ConfigCases {
    private static final String QUERY =
            "https://docs.aws.amazon.com/config/latest/developerguide/querying-AWS-resources.html";
    private static final String SYNTAX =
            "https://docs.aws.amazon.com/config/latest/developerguide/query-components.html";

    @Test
    @AwsFact(value = "A query answers properties of the current items as JSON texts", source = QUERY)
    void selectResourceConfig_condition_findsTheResource() {
        ConfigClient config = recording();
        String group = group(client(Ec2Client.builder()));
        clock.advance(LAG);

        var answer = config.selectResourceConfig(query -> query.expression(
                "SELECT resourceId, configuration.description WHERE resourceType = 'AWS::EC2::SecurityGroup'"
                        + " AND configuration.groupName = 'web'"));

        assertThat(answer.results())
                .containsExactly("{\"resourceId\":\"" + group + "\",\"configuration\":{\"description\":\"web\"}}");
        assertThat(answer.queryInfo().selectFields())
                .extracting(FieldInfo::name)
                .containsExactly("resourceId", "configuration.description");
    }

    @Test
    @AwsFact(value = "A condition holds for an array when it holds for one of its elements", source = SYNTAX)
    void selectResourceConfig_arrayProperty_findsTheOpenGroup() {
        ConfigClient config = recording();
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2);
        open(ec2, group, 443);
        open(ec2, group, 22);
        clock.advance(LAG);

        assertThat(select(
                        config,
                        "SELECT resourceId WHERE configuration.ipPermissions.fromPort = 22"
                                + " AND configuration.ipPermissions.ipRanges.cidrIp = '0.0.0.0/0'"))
                .containsExactly("{\"resourceId\":\"" + group + "\"}");
    }

    @Test
    @AwsFact(value = "Conditions combine by AND, OR, NOT, IN, BETWEEN and LIKE", source = SYNTAX)
    void selectResourceConfig_operators_combine() {
        ConfigClient config = recording();
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2);
        open(ec2, group, 443);
        clock.advance(LAG);
        String web = "{\"resourceId\":\"" + group + "\"}";
        String about = "SELECT resourceId WHERE resourceType LIKE 'AWS::EC2::Sec%' AND ";

        assertThat(select(config, about + "configuration.ipPermissions.fromPort BETWEEN 400 AND 500"))
                .containsExactly(web);
        assertThat(select(config, about + "configuration.groupName IN ('web', 'other')"))
                .containsExactly(web);
        assertThat(select(config, about + "NOT configuration.groupName = 'default'"))
                .containsExactly(web);
        assertThat(select(config, about + "(configuration.groupName = 'x' OR resourceId = '" + group + "')"))
                .containsExactly(web);
        assertThat(select(config, about + "configuration.ipPermissions.fromPort > 443"))
                .isEmpty();
    }

    @Test
    @AwsFact(value = "COUNT(*) counts, by a property with GROUP BY", source = SYNTAX)
    void selectResourceConfig_count_countsByProperty() {
        ConfigClient config = recording();
        group(client(Ec2Client.builder()));
        clock.advance(LAG);

        assertThat(select(
                        config,
                        "SELECT resourceType, COUNT(*) WHERE resourceType = 'AWS::EC2::SecurityGroup'"
                                + " GROUP BY resourceType"))
                .containsExactly("{\"COUNT(*)\":2,\"resourceType\":\"AWS::EC2::SecurityGroup\"}");
    }

    @Test
    @AwsFact(value = "A resource that is deleted is in no query", source = QUERY)
    void selectResourceConfig_deletedResource_isNotFound() {
        ConfigClient config = recording();
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2);
        ec2.deleteSecurityGroup(delete -> delete.groupId(group));
        clock.advance(LAG);

        assertThat(select(config, "SELECT resourceId WHERE resourceId = '" + group + "'"))
                .isEmpty();
    }

    @Test
    @AwsFact(
            value = "A malformed expression is refused",
            source = "https://docs.aws.amazon.com/config/latest/APIReference/API_SelectResourceConfig.html")
    void selectResourceConfig_malformed_isRefused() {
        ConfigClient config = recording();

        for (String malformed : List.of(
                "resourceId",
                "SELECT resourceId WHERE",
                "SELECT resourceId WHERE resourceType ~ 'x'",
                "SELECT resourceId WHERE resourceType = web",
                "SELECT resourceId FROM resources",
                "SELECT SUM(configuration.size)",
                "SELECT resourceId WHERE resourceId LIKE '%web'")) {
            assertThat(Refused.by(() -> select(config, malformed))).startsWith("InvalidExpressionException: ");
        }
    }

    private static List<String> select(ConfigClient config, String expression) {
        return config.selectResourceConfig(query -> query.expression(expression))
                .results();
    }
}
