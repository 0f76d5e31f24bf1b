package dev.firebreak.testkit;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.autoscaling.AutoScalingService;
import dev.firebreak.testkit.service.cloudtrail.CloudTrailService;
import dev.firebreak.testkit.service.cloudwatch.CloudWatchService;
import dev.firebreak.testkit.service.config.ConfigService;
import dev.firebreak.testkit.service.ebs.EbsService;
import dev.firebreak.testkit.service.ec2.Ec2Service;
import dev.firebreak.testkit.service.elb.ElbService;
import dev.firebreak.testkit.service.eventbridge.EventBridgeService;
import dev.firebreak.testkit.service.globalaccelerator.GlobalAcceleratorService;
import dev.firebreak.testkit.service.guardduty.GuardDutyService;
import dev.firebreak.testkit.service.iam.IamService;
import dev.firebreak.testkit.service.identitycenter.IdentityStoreService;
import dev.firebreak.testkit.service.identitycenter.SsoAdminService;
import dev.firebreak.testkit.service.kms.KmsService;
import dev.firebreak.testkit.service.lambda.LambdaService;
import dev.firebreak.testkit.service.logs.LogsService;
import dev.firebreak.testkit.service.networkfirewall.NetworkFirewallService;
import dev.firebreak.testkit.service.organizations.OrganizationsService;
import dev.firebreak.testkit.service.rds.RdsService;
import dev.firebreak.testkit.service.route53resolver.Route53ResolverService;
import dev.firebreak.testkit.service.s3.S3Service;
import dev.firebreak.testkit.service.secretsmanager.SecretsManagerService;
import dev.firebreak.testkit.service.securityhub.SecurityHubService;
import dev.firebreak.testkit.service.sns.SnsService;
import dev.firebreak.testkit.service.sqs.SqsService;
import dev.firebreak.testkit.service.ssm.SsmService;
import dev.firebreak.testkit.service.sts.StsService;
import java.util.List;

/** The one place where services are registered. */
final class BuiltInServices {
    private BuiltInServices() {}

    static List<FakeService> create() {
        return List.of(
                new IamService(),
                new StsService(),
                new S3Service(),
                new Ec2Service(),
                new AutoScalingService(),
                new KmsService(),
                new LambdaService(),
                new RdsService(),
                new EventBridgeService(),
                new GuardDutyService(),
                new SecurityHubService(),
                new SnsService(),
                new SqsService(),
                new SecretsManagerService(),
                new OrganizationsService(),
                new SsoAdminService(),
                new IdentityStoreService(),
                new SsmService(),
                new EbsService(),
                new CloudTrailService(),
                new ConfigService(),
                new CloudWatchService(),
                new LogsService(),
                new ElbService(),
                new GlobalAcceleratorService(),
                new NetworkFirewallService(),
                new Route53ResolverService());
    }
}
