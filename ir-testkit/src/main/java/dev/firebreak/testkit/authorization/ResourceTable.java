package dev.firebreak.testkit.authorization;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which fields of a request name resources, and by what ARNs.
 *
 * <p>See "Resource types defined by" each service in the Service Authorization Reference.
 */
final class ResourceTable {
    /**
     * Service, operations (a regular expression), field ({@code Tags.ResourceId} lies within the structures of a list), and the ARN
     * behind the partition: {@code @} Region and account, {@code {R}} Region, {@code {A}} account, {@code {}} the value of the field. A
     * value that is an ARN stands for itself. A field {@code -} is in every request.
     */
    private static final String TABLE = """
            autoscaling           .*                      AutoScalingGroupName         autoscaling:@:autoScalingGroup:*:autoScalingGroupName/{}
            autoscaling           .*Tags                  Tags.ResourceId              autoscaling:@:autoScalingGroup:*:autoScalingGroupName/{}
            autoscaling           .*                      LaunchConfigurationName      autoscaling:@:launchConfiguration:*:launchConfigurationName/{}
            cloudtrail            .*                      Name                         cloudtrail:@:trail/{}
            cloudtrail            .*                      TrailName                    cloudtrail:@:trail/{}
            cloudtrail            .*                      EventDataStore               cloudtrail:@:eventdatastore/{}
            cloudtrail            .*Tags                  ResourceId                   {}
            cloudtrail            .*Tags                  ResourceIdList               {}
            ebs                   .*                      SnapshotId                   ec2:{R}::snapshot/{}
            ebs                   .*                      FirstSnapshotId              ec2:{R}::snapshot/{}
            ebs                   .*                      SecondSnapshotId             ec2:{R}::snapshot/{}
            ebs                   .*                      ParentSnapshotId             ec2:{R}::snapshot/{}
            ebs                   StartSnapshot           -                            ec2:{R}::snapshot/*
            elasticloadbalancing  .*                      LoadBalancerArn              {}
            elasticloadbalancing  .*                      TargetGroupArn               {}
            elasticloadbalancing  .*                      ListenerArn                  {}
            elasticloadbalancing  .*                      RuleArn                      {}
            elasticloadbalancing  .*                      RulePriorities.RuleArn       {}
            elasticloadbalancing  .*                      ResourceArns                 {}
            elasticloadbalancing  CreateLoadBalancer      Name                         elasticloadbalancing:@:loadbalancer/*/{}/*
            elasticloadbalancing  CreateTargetGroup       Name                         elasticloadbalancing:@:targetgroup/{}/*
            globalaccelerator     .*                      AcceleratorArn               {}
            globalaccelerator     .*                      ListenerArn                  {}
            globalaccelerator     .*                      EndpointGroupArn             {}
            guardduty             .*                      DetectorId                   guardduty:@:detector/{}
            guardduty             .*                      ResourceArn                  {}
            identitystore         .*                      IdentityStoreId              identitystore::{A}:identitystore/{}
            identitystore         .*                      UserId                       identitystore:::user/{}
            identitystore         .*                      MemberId.UserId              identitystore:::user/{}
            identitystore         .*                      GroupId                      identitystore:::group/{}
            identitystore         .*                      GroupIds                     identitystore:::group/{}
            identitystore         .*                      MembershipId                 identitystore:::membership/{}
            kms                   .*                      KeyId                        kms:@:key/{}
            kms                   .*                      TargetKeyId                  kms:@:key/{}
            kms                   .*                      AliasName                    kms:@:{}
            lambda                .*                      FunctionName                 lambda:@:function:{}
            lambda                .*                      UUID                         lambda:@:event-source-mapping:{}
            lambda                .*                      Resource                     {}
            logs                  .*                      logGroupName                 logs:@:log-group:{}
            logs                  .*                      logGroupIdentifier           {}
            logs                  .*                      resourceArn                  {}
            logs                  DescribeLogGroups       -                            logs:@:log-group::log-stream:
            monitoring            .*                      AlarmName                    cloudwatch:@:alarm:{}
            monitoring            .*                      AlarmNames                   cloudwatch:@:alarm:{}
            monitoring            .*                      ResourceARN                  {}
            network-firewall      .*                      FirewallName                 network-firewall:@:firewall/{}
            network-firewall      .*                      FirewallArn                  {}
            network-firewall      .*                      FirewallPolicyName           network-firewall:@:firewall-policy/{}
            network-firewall      .*                      FirewallPolicyArn            {}
            rds                   .*                      DBInstanceIdentifier         rds:@:db:{}
            rds                   .*                      DBClusterIdentifier          rds:@:cluster:{}
            rds                   .*                      DBSnapshotIdentifier         rds:@:snapshot:{}
            rds                   .*                      SourceDBSnapshotIdentifier   rds:@:snapshot:{}
            rds                   .*                      TargetDBSnapshotIdentifier   rds:@:snapshot:{}
            rds                   .*                      DBClusterSnapshotIdentifier  rds:@:cluster-snapshot:{}
            rds                   .*                      DBSubnetGroupName            rds:@:subgrp:{}
            rds                   .*                      ResourceName                 {}
            route53resolver       .*                      FirewallDomainListId         route53resolver:@:firewall-domain-list/{}
            route53resolver       .*                      FirewallRuleGroupId          route53resolver:@:firewall-rule-group/{}
            route53resolver       .*                      FirewallRuleGroupAssociationId  route53resolver:@:firewall-rule-group-association/{}
            secretsmanager        .*                      SecretId                     secretsmanager:@:secret:{}
            secretsmanager        CreateSecret            Name                         secretsmanager:@:secret:{}
            sns                   .*                      TopicArn                     {}
            sns                   .*                      TargetArn                    {}
            sns                   .*                      ResourceArn                  {}
            sns                   CreateTopic             Name                         sns:@:{}
            sqs                   .*                      QueueName                    sqs:@:{}
            sqs                   .*                      SourceArn                    {}
            ssm                   .*                      DocumentName                 ssm:@:document/{}
            ssm                   .*Document.*            Name                         ssm:@:document/{}
            ssm                   .*Parameters?           Name                         ssm:@:parameter/{}
            ssm                   .*Parameters            Names                        ssm:@:parameter/{}
            ssm                   GetParametersByPath     Path                         ssm:@:parameter/{}
            ssm                   .*                      InstanceIds                  ec2:@:instance/{}
            ssm                   .*                      Target                       ec2:@:instance/{}
            ssm                   .*                      AutomationExecutionId        ssm:@:automation-execution/{}
            ssm                   .*                      SessionId                    ssm:@:session/{}
            sso                   .*                      InstanceArn                  {}
            sso                   .*                      PermissionSetArn             {}
            sts                   .*                      RoleArn                      {}
            sts                   .*                      Name                         sts::{A}:federated-user/{}
            """;

    private static final Map<String, List<Row>> ROWS =
            TABLE.lines().map(Row::read).collect(Collectors.groupingBy(Row::service));

    private ResourceTable() {}

    /** What names resources in the requests of an operation. */
    static List<Row> rows(String service, String operation) {
        return ROWS.getOrDefault(service, List.of()).stream()
                .filter(row -> operation.matches(row.operations()))
                .toList();
    }

    /** One field that names resources. */
    record Row(String service, String operations, String field, String arn) {
        private static Row read(String line) {
            List<String> columns = Arrays.asList(line.split(" +"));
            return new Row(columns.get(0), columns.get(1), columns.get(2), columns.get(3));
        }

        List<String> values(RequestFields fields) {
            return field.equals("-") ? List.of("") : fields.texts(field);
        }
    }
}
