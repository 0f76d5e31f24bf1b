package dev.firebreak.testkit.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.world.AwsEvent;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.Evaluation;
import software.amazon.awssdk.services.config.model.Owner;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

class ConfigRuleCasesTest extends ConfigCases {
    private static final String RULE = "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html";
    private static final String SSH = "https://docs.aws.amazon.com/config/latest/developerguide/restricted-ssh.html";
    private static final String RULES =
            "https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html";

    @Test
    @AwsFact(value = "A group that lets everyone in to port 22 does not comply with restricted-ssh", source = SSH)
    void incomingSsh_opened_failsAndRecovers() {
        ConfigClient config = recording();
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2);
        put(config, "ssh", "INCOMING_SSH_DISABLED");
        assertThat(of(config, "ssh", group)).isEqualTo(ComplianceType.COMPLIANT);

        open(ec2, group, 22);
        assertThat(of(config, "ssh", group)).isEqualTo(ComplianceType.NON_COMPLIANT);

        ec2.revokeSecurityGroupIngress(close ->
                close.groupId(group).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("0.0.0.0/0"));
        assertThat(of(config, "ssh", group)).isEqualTo(ComplianceType.COMPLIANT);
    }

    @Test
    @AwsFact(value = "A group that opens another port complies with restricted-ssh", source = SSH)
    void incomingSsh_otherPort_complies() {
        ConfigClient config = recording();
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2);
        open(ec2, group, 443);
        put(config, "ssh", "INCOMING_SSH_DISABLED");

        assertThat(of(config, "ssh", group)).isEqualTo(ComplianceType.COMPLIANT);
    }

    @Test
    @AwsFact(value = "A default security group with rules does not comply", source = RULES)
    void defaultGroup_untouched_fails() {
        ConfigClient config = recording();
        client(Ec2Client.builder()).describeVpcs();
        put(config, "default-closed", "VPC_DEFAULT_SECURITY_GROUP_CLOSED");

        assertThat(compliance(config, "default-closed")).isEqualTo(ComplianceType.NON_COMPLIANT);
    }

    @Test
    @AwsFact(value = "A user without MFA does not comply", source = RULES)
    void userMfa_none_fails() {
        ConfigClient config = recording();
        String id = fake.iam().createUser(make -> make.userName("eve")).user().userId();
        put(config, "mfa", "IAM_USER_MFA_ENABLED");

        assertThat(of(config, "mfa", id)).isEqualTo(ComplianceType.NON_COMPLIANT);
    }

    @Test
    @AwsFact(value = "An active key older than 90 days does not comply", source = RULES)
    void accessKeys_old_fail() {
        ConfigClient config = recording();
        fake.iam().createUser(make -> make.userName("eve"));
        fake.iam().createAccessKey(make -> make.userName("eve"));
        put(config, "rotated", "ACCESS_KEYS_ROTATED");
        assertThat(compliance(config, "rotated")).isEqualTo(ComplianceType.COMPLIANT);

        clock.advance(Duration.ofDays(91));
        config.startConfigRulesEvaluation(start -> start.configRuleNames("rotated"));

        assertThat(compliance(config, "rotated")).isEqualTo(ComplianceType.NON_COMPLIANT);
    }

    @Test
    @AwsFact(value = "A bucket with all four blocks complies", source = RULES)
    void publicAccess_blockTaken_fails() {
        ConfigClient config = recording();
        put(config, "blocked", "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED");
        assertThat(of(config, "blocked", "config-1")).isEqualTo(ComplianceType.COMPLIANT);

        client(S3Client.builder()).deletePublicAccessBlock(delete -> delete.bucket("config-1"));

        assertThat(of(config, "blocked", "config-1")).isEqualTo(ComplianceType.NON_COMPLIANT);
    }

    @Test
    @AwsFact(value = "An account without a trail that logs does not comply", source = RULES)
    void cloudTrail_none_fails() {
        ConfigClient config = recording();
        put(config, "trail", "CLOUD_TRAIL_ENABLED");

        assertThat(of(config, "trail", "123456789012")).isEqualTo(ComplianceType.NON_COMPLIANT);
    }

    @Test
    @AwsFact(value = "A rule needs a recorder", source = RULE)
    void putConfigRule_noRecorder_isRefused() {
        ConfigClient config = client(ConfigClient.builder());

        assertThat(Refused.by(() -> put(config, "ssh", "INCOMING_SSH_DISABLED")))
                .startsWith("NoAvailableConfigurationRecorderException");
    }

    @Test
    @AwsFact(value = "A rule that is not there is refused by name", source = RULE)
    void deleteConfigRule_unknown_isRefused() {
        ConfigClient config = recording();

        assertThat(Refused.by(() -> config.deleteConfigRule(delete -> delete.configRuleName("none"))))
                .startsWith("NoSuchConfigRuleException: The ConfigRule 'none' provided in the request is invalid.");
    }

    @Test
    @AwsFact(
            value = "A change of compliance is an event with the old result and the new",
            source =
                    "https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html")
    void events_complianceLost_tellOfIt() {
        ConfigClient config = recording();
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2);
        put(config, "ssh", "INCOMING_SSH_DISABLED");
        var told = new ArrayList<AwsEvent>();
        fake.world().events().listen(told::add);

        open(ec2, group, 22);

        assertThat(told)
                .filteredOn(event -> event.detailType().equals("Config Rules Compliance Change"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.detail()
                                    .at("/newEvaluationResult/complianceType")
                                    .asText())
                            .isEqualTo("NON_COMPLIANT");
                    assertThat(event.detail()
                                    .at("/oldEvaluationResult/complianceType")
                                    .asText())
                            .isEqualTo("COMPLIANT");
                });
    }

    @Test
    @AwsFact(
            value = "A custom rule's evaluations come with the token that its function was given",
            source = "https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html")
    void putEvaluations_token_decides() {
        ConfigClient config = recording();
        config.putConfigRule(put -> put.configRule(rule -> rule.configRuleName("own")
                .source(source -> source.owner(Owner.CUSTOM_LAMBDA)
                        .sourceIdentifier("arn:aws:lambda:eu-west-1:123456789012:function:check"))));
        String arn = config.describeConfigRules(get -> get.configRuleNames("own"))
                .configRules()
                .get(0)
                .configRuleArn();
        var evaluation = Evaluation.builder()
                .complianceResourceType("AWS::S3::Bucket")
                .complianceResourceId("config-1")
                .complianceType(ComplianceType.NON_COMPLIANT)
                .orderingTimestamp(clock.instant())
                .build();

        assertThat(Refused.by(() ->
                        config.putEvaluations(put -> put.resultToken("wrong").evaluations(evaluation))))
                .startsWith("InvalidResultTokenException");
        config.putEvaluations(put -> put.resultToken(FakeConfig.token(arn)).evaluations(evaluation));

        assertThat(compliance(config, "own")).isEqualTo(ComplianceType.NON_COMPLIANT);
    }

    private static void put(ConfigClient config, String name, String identifier) {
        config.putConfigRule(put -> put.configRule(rule -> rule.configRuleName(name)
                .source(source -> source.owner(Owner.AWS).sourceIdentifier(identifier))));
    }

    private static ComplianceType compliance(ConfigClient config, String rule) {
        return config.describeComplianceByConfigRule(get -> get.configRuleNames(rule))
                .complianceByConfigRules()
                .get(0)
                .compliance()
                .complianceType();
    }

    private static ComplianceType of(ConfigClient config, String rule, String id) {
        return config.getComplianceDetailsByConfigRule(get -> get.configRuleName(rule)).evaluationResults().stream()
                .filter(result -> result.evaluationResultIdentifier()
                        .evaluationResultQualifier()
                        .resourceId()
                        .equals(id))
                .findFirst()
                .orElseThrow()
                .complianceType();
    }
}
