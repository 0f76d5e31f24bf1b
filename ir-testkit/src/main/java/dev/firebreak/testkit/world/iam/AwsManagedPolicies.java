package dev.firebreak.testkit.world.iam;

import dev.firebreak.testkit.world.Account;
import java.util.List;

/** The AWS managed policies that incident response meets, the long ones in a shortened form of the same meaning. */
final class AwsManagedPolicies {
    private static final String SSM_CORE = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ssm:DescribeAssociation",\
            "ssm:GetDeployablePatchSnapshotForInstance","ssm:GetDocument","ssm:DescribeDocument","ssm:GetManifest",\
            "ssm:GetParameter","ssm:GetParameters","ssm:ListAssociations","ssm:ListInstanceAssociations",\
            "ssm:PutInventory","ssm:PutComplianceItems","ssm:PutConfigurePackageResult","ssm:UpdateAssociationStatus",\
            "ssm:UpdateInstanceAssociationStatus","ssm:UpdateInstanceInformation"],"Resource":"*"},{"Effect":"Allow",\
            "Action":["ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel",\
            "ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel"],"Resource":"*"},{"Effect":"Allow",\
            "Action":["ec2messages:AcknowledgeMessage","ec2messages:DeleteMessage","ec2messages:FailMessage",\
            "ec2messages:GetEndpoint","ec2messages:GetMessages","ec2messages:SendReply"],"Resource":"*"}]}""";
    private static final String READ_ONLY = allow("*:Describe*", "*:Get*", "*:List*");
    private static final String SECURITY_AUDIT =
            allow("ec2:Describe*", "iam:Get*", "iam:List*", "s3:GetBucket*", "s3:ListAllMyBuckets", "cloudtrail:Get*");
    private static final String POWER_USER = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*","organizations:*",\
            "account:*"],"Resource":"*"},{"Effect":"Allow","Action":["account:GetAccountInformation",\
            "account:ListRegions","iam:CreateServiceLinkedRole","iam:DeleteServiceLinkedRole","iam:ListRoles",\
            "organizations:DescribeOrganization"],"Resource":"*"}]}""";
    private static final String DENY_ALL = """
            {"Version":"2012-10-17","Statement":[{"Sid":"DenyAll","Effect":"Deny","Action":["*"],"Resource":"*"}]}""";

    private AwsManagedPolicies() {}

    static List<ManagedPolicy> make(Account account) {
        return List.of(
                policy(account, "/", "AWSDenyAll", DENY_ALL),
                policy(account, "/", "AdministratorAccess", allow("*")),
                policy(account, "/", "AmazonEC2FullAccess", allow("ec2:*", "elasticloadbalancing:*", "autoscaling:*")),
                policy(account, "/", "AmazonEC2ReadOnlyAccess", allow("ec2:Describe*", "autoscaling:Describe*")),
                policy(account, "/", "AmazonS3FullAccess", allow("s3:*", "s3-object-lambda:*")),
                policy(account, "/", "AmazonS3ReadOnlyAccess", allow("s3:Get*", "s3:List*", "s3:Describe*")),
                policy(account, "/", "AmazonSSMManagedInstanceCore", SSM_CORE),
                policy(account, "/", "IAMFullAccess", allow("iam:*", "organizations:DescribeAccount")),
                policy(
                        account,
                        "/",
                        "IAMReadOnlyAccess",
                        allow("iam:Get*", "iam:List*", "iam:GenerateCredentialReport")),
                policy(account, "/", "IAMUserChangePassword", allow("iam:ChangePassword")),
                policy(account, "/", "PowerUserAccess", POWER_USER),
                policy(account, "/", "ReadOnlyAccess", READ_ONLY),
                policy(account, "/", "SecurityAudit", SECURITY_AUDIT),
                policy(account, "/job-function/", "ViewOnlyAccess", allow("ec2:Describe*", "iam:List*", "s3:List*")),
                policy(account, "/service-role/", "AWSLambdaBasicExecutionRole", allow("logs:CreateLogStream")));
    }

    private static ManagedPolicy policy(Account account, String path, String name, String document) {
        ManagedPolicy policy = ManagedPolicy.ofAws(account, name, path);
        policy.add(document, true);
        return policy;
    }

    private static String allow(String... actions) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\""
                + String.join("\",\"", actions) + "\"],\"Resource\":\"*\"}]}";
    }
}
