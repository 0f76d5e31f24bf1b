"""Builds a small estate with boto3 and awscli, contains it by hand, and reads it back. Prints one line per check."""

import io
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]
AWS = "/usr/bin/aws"
passed = 0


def client(name):
    return boto3.client(name, endpoint_url=ENDPOINT, region_name="eu-west-1")


def aws(*words):
    done = subprocess.run(
        [AWS, "--endpoint-url", ENDPOINT, "--output", "json", *words],
        check=True, capture_output=True, text=True, env={**os.environ, "AWS_PAGER": ""})
    return json.loads(done.stdout) if done.stdout.strip() else {}


def check(what, truth):
    global passed
    if not truth:
        print("FAILED " + what)
        print(f"{passed} passed, 1 failed")
        sys.exit(1)
    passed += 1
    print("ok     " + what)


def refused(code, call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] == code
    return False


ec2, iam, sts, s3 = client("ec2"), client("iam"), client("sts"), client("s3")

check("boto3 sts caller identity", sts.get_caller_identity()["Account"] == "123456789012")
check("awscli sts caller identity", aws("sts", "get-caller-identity")["Account"] == "123456789012")

vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
web = ec2.create_security_group(GroupName="web", Description="web servers", VpcId=vpc)["GroupId"]
ec2.authorize_security_group_ingress(GroupId=web, IpPermissions=[
    {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
instance = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, InstanceType="t3.micro", SecurityGroupIds=[web])["Instances"][0]
id_ = instance["InstanceId"]
eni = instance["NetworkInterfaces"][0]["NetworkInterfaceId"]
check("boto3 run instances", id_.startswith("i-"))

read = aws("ec2", "describe-instances", "--instance-ids", id_)["Reservations"][0]["Instances"][0]
check("awscli reads the group", read["SecurityGroups"][0]["GroupId"] == web)
check("boto3 duplicate group is refused", refused(
    "InvalidGroup.Duplicate", lambda: ec2.create_security_group(GroupName="web", Description="again", VpcId=vpc)))
check("boto3 deleting a group in use is refused", refused(
    "DependencyViolation", lambda: ec2.delete_security_group(GroupId=web)))

quarantine = aws("ec2", "create-security-group", "--group-name", "quarantine", "--description", "nothing", "--vpc-id", vpc)["GroupId"]
aws("ec2", "revoke-security-group-egress", "--group-id", quarantine, "--protocol", "all", "--cidr", "0.0.0.0/0")
ec2.modify_network_interface_attribute(NetworkInterfaceId=eni, Groups=[quarantine])
group = ec2.describe_security_groups(GroupIds=[quarantine])["SecurityGroups"][0]
check("quarantine group has no rules", group["IpPermissions"] == [] and group["IpPermissionsEgress"] == [])
check("awscli sees the isolated interface",
      aws("ec2", "describe-network-interfaces", "--network-interface-ids", eni)["NetworkInterfaces"][0]["Groups"][0]["GroupId"] == quarantine)
aws("ec2", "create-tags", "--resources", id_, "--tags", "Key=incident,Value=IR-1")
check("boto3 reads the tag", {"Key": "incident", "Value": "IR-1"} in
      ec2.describe_instances(InstanceIds=[id_])["Reservations"][0]["Instances"][0]["Tags"])
snapshots = ec2.create_snapshots(InstanceSpecification={"InstanceId": id_})["Snapshots"]
check("snapshots are pending at first", snapshots and all(s["State"] == "pending" for s in snapshots))

iam.create_user(UserName="alice")
key = iam.create_access_key(UserName="alice")["AccessKey"]["AccessKeyId"]
aws("iam", "update-access-key", "--user-name", "alice", "--access-key-id", key, "--status", "Inactive")
check("boto3 sees the inactive key", iam.list_access_keys(UserName="alice")["AccessKeyMetadata"][0]["Status"] == "Inactive")
check("boto3 unknown user is refused", refused("NoSuchEntity", lambda: iam.get_user(UserName="bob")))

s3.create_bucket(Bucket="evidence-1", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
s3.put_object(Bucket="evidence-1", Key="a/ü b.txt", Body="héllo".encode())
check("boto3 reads the object", s3.get_object(Bucket="evidence-1", Key="a/ü b.txt")["Body"].read() == "héllo".encode())
check("awscli lists the object", aws("s3api", "list-objects-v2", "--bucket", "evidence-1")["Contents"][0]["Key"] == "a/ü b.txt")
check("boto3 missing key is refused", refused("NoSuchKey", lambda: s3.get_object(Bucket="evidence-1", Key="none")))

def status(url):
    try:
        return urllib.request.urlopen(url).status
    except urllib.error.HTTPError as error:
        return error.code


def until(what, probe, tries=60):
    """Polls a probe that lags behind a change, and checks that it comes true."""
    for _ in range(tries):
        if probe():
            break
        time.sleep(0.5)
    check(what, probe())


# By rule id, and by network ACL: the other ways to close a network.
rule = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [web]}])["SecurityGroupRules"]
ingress = [r["SecurityGroupRuleId"] for r in rule if not r["IsEgress"]]
aws("ec2", "revoke-security-group-ingress", "--group-id", web, "--security-group-rule-ids", *ingress)
check("boto3 sees the rule revoked by id", ec2.describe_security_groups(GroupIds=[web])["SecurityGroups"][0]["IpPermissions"] == [])
subnet = read["SubnetId"]
acl = aws("ec2", "create-network-acl", "--vpc-id", vpc)["NetworkAcl"]["NetworkAclId"]
old = ec2.describe_network_acls(Filters=[{"Name": "association.subnet-id", "Values": [subnet]}])["NetworkAcls"][0]
association = [a["NetworkAclAssociationId"] for a in old["Associations"] if a["SubnetId"] == subnet][0]
ec2.replace_network_acl_association(AssociationId=association, NetworkAclId=acl)
check("awscli sees the subnet under the closed ACL", [a["SubnetId"] for a in aws(
    "ec2", "describe-network-acls", "--network-acl-ids", acl)["NetworkAcls"][0]["Associations"]] == [subnet])

# Auto Scaling: the member leaves, a replacement comes.
autoscaling = client("autoscaling")
template = ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData={
    "ImageId": image, "InstanceType": "t3.micro"})["LaunchTemplate"]["LaunchTemplateId"]
autoscaling.create_auto_scaling_group(
    AutoScalingGroupName="web", MinSize=1, MaxSize=2, DesiredCapacity=1, VPCZoneIdentifier=subnet,
    LaunchTemplate={"LaunchTemplateId": template})


def members():
    return autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=["web"])["AutoScalingGroups"][0]["Instances"]


until("boto3 group has its member in service", lambda: [m["LifecycleState"] for m in members()] == ["InService"])
member = members()[0]["InstanceId"]
aws("autoscaling", "detach-instances", "--auto-scaling-group-name", "web", "--instance-ids", member,
    "--no-should-decrement-desired-capacity")
until("awscli detached member is replaced", lambda: member not in [m["InstanceId"] for m in members()] and members())

# Keys, secrets, functions, databases.
kms = client("kms")
cmk = kms.create_key(Description="evidence")["KeyMetadata"]["KeyId"]
sealed = kms.encrypt(KeyId=cmk, Plaintext=b"secret")["CiphertextBlob"]
check("boto3 decrypts what it encrypted", kms.decrypt(CiphertextBlob=sealed)["Plaintext"] == b"secret")
aws("kms", "disable-key", "--key-id", cmk)
check("boto3 disabled key refuses", refused("DisabledException", lambda: kms.decrypt(CiphertextBlob=sealed)))
secrets = client("secretsmanager")
secrets.create_secret(Name="db", SecretString="hunter2")
check("awscli reads the secret", aws("secretsmanager", "get-secret-value", "--secret-id", "db")["SecretString"] == "hunter2")
trust = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
role = iam.create_role(RoleName="worker", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
functions = client("lambda")
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w") as code:
    code.writestr("index.py", "def handler(event, context): return event")
functions.create_function(FunctionName="worker", Role=role, Runtime="python3.12", Handler="index.handler",
                          Code={"ZipFile": archive.getvalue()})
until("boto3 function becomes active",
      lambda: functions.get_function(FunctionName="worker")["Configuration"]["State"] == "Active")
aws("lambda", "put-function-concurrency", "--function-name", "worker", "--reserved-concurrent-executions", "0")
check("boto3 function without concurrency is throttled", refused(
    "TooManyRequestsException", lambda: functions.invoke(FunctionName="worker")))
rds = client("rds")
rds.create_db_instance(DBInstanceIdentifier="orders", DBInstanceClass="db.t3.micro", Engine="postgres",
                       AllocatedStorage=20, MasterUsername="root", MasterUserPassword="correct-horse")
check("awscli reads the database",
      aws("rds", "describe-db-instances")["DBInstances"][0]["DBInstanceIdentifier"] == "orders")

# Messages and events.
sqs, sns, events = client("sqs"), client("sns"), client("events")
queue = sqs.create_queue(QueueName="alerts")["QueueUrl"]
arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": arn}]})})
topic = sns.create_topic(Name="alerts")["TopicArn"]
aws("sns", "subscribe", "--topic-arn", topic, "--protocol", "sqs", "--notification-endpoint", arn)
sns.publish(TopicArn=topic, Message="fire")
check("awscli receives from SQS what boto3 published to SNS", json.loads(aws(
    "sqs", "receive-message", "--queue-url", queue)["Messages"][0]["Body"])["Message"] == "fire")
events.put_rule(Name="custom", EventPattern=json.dumps({"source": ["my.app"]}))
events.put_targets(Rule="custom", Targets=[{"Id": "queue", "Arn": arn}])
events.put_events(Entries=[{"Source": "my.app", "DetailType": "alarm", "Detail": "{}"}])
check("boto3 receives the event", json.loads(
    sqs.receive_message(QueueUrl=queue)["Messages"][0]["Body"])["detail-type"] == "alarm")

# What watches: GuardDuty, Security Hub, CloudTrail, Config, CloudWatch.
guardduty = client("guardduty")
detector = guardduty.create_detector(Enable=True)["DetectorId"]
guardduty.create_sample_findings(DetectorId=detector)
findings = aws("guardduty", "list-findings", "--detector-id", detector)["FindingIds"]
check("awscli lists sample findings", len(findings) > 0)
check("boto3 reads a finding", guardduty.get_findings(
    DetectorId=detector, FindingIds=findings[:1])["Findings"][0]["AccountId"] == "123456789012")
securityhub = client("securityhub")
securityhub.enable_security_hub(EnableDefaultStandards=False)
check("awscli describes the hub", "hub/default" in aws("securityhub", "describe-hub")["HubArn"])
trail = client("cloudtrail")
check("boto3 looks events up", "Events" in trail.lookup_events(MaxResults=5))
check("awscli lists no trail", aws("cloudtrail", "describe-trails")["trailList"] == [])
check("boto3 Config has no recorder yet", client("config").describe_configuration_recorders()["ConfigurationRecorders"] == [])
logs = client("logs")
logs.create_log_group(logGroupName="/app")
logs.create_log_stream(logGroupName="/app", logStreamName="one")
logs.put_log_events(logGroupName="/app", logStreamName="one", logEvents=[
    {"timestamp": int(time.time() * 1000), "message": "hello"}])
check("awscli reads the log", aws(
    "logs", "get-log-events", "--log-group-name", "/app", "--log-stream-name", "one")["events"][0]["message"] == "hello")
cloudwatch = client("cloudwatch")
cloudwatch.put_metric_alarm(AlarmName="cpu", MetricName="CPUUtilization", Namespace="AWS/EC2", Statistic="Average", Period=60,
                            EvaluationPeriods=1, Threshold=90, ComparisonOperator="GreaterThanThreshold")
check("awscli reads the alarm", aws("cloudwatch", "describe-alarms")["MetricAlarms"][0]["StateValue"] == "INSUFFICIENT_DATA")

# Accounts and people.
organizations = client("organizations")
organizations.create_organization(FeatureSet="ALL")
check("awscli describes the organization",
      aws("organizations", "describe-organization")["Organization"]["MasterAccountId"] == "123456789012")
check("boto3 reads the report", refused("ReportNotPresent", iam.get_credential_report))
ssm = client("ssm")
ssm.put_parameter(Name="/app/one", Value="1", Type="String")
check("awscli reads the parameter", aws("ssm", "get-parameter", "--name", "/app/one")["Parameter"]["Value"] == "1")
check("boto3 unmanaged instance is refused", refused("InvalidInstanceId", lambda: ssm.send_command(
    InstanceIds=[id_], DocumentName="AWS-RunShellScript", Parameters={"commands": ["id"]})))
elb = client("elbv2")
check("boto3 lists no load balancer", elb.describe_load_balancers()["LoadBalancers"] == [])

# A presigned URL is verified. Old clients sign it by version 2 unless told otherwise.
signing = boto3.client("s3", endpoint_url=ENDPOINT, region_name="eu-west-1", config=Config(signature_version="s3v4"))
url = signing.generate_presigned_url("get_object", Params={"Bucket": "evidence-1", "Key": "a/ü b.txt"}, ExpiresIn=60)
check("boto3 presigned URL reads the object", urllib.request.urlopen(url).read() == "héllo".encode())
check("a changed presigned URL is refused", status(url + "0") == 403)

# So is every call: this server verifies signatures.
liar = boto3.client("iam", endpoint_url=ENDPOINT, region_name="eu-west-1", aws_secret_access_key="guessed",
                    aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"])
check("boto3 wrong secret is refused", refused("SignatureDoesNotMatch", liar.list_users))

print(f"{passed} passed, 0 failed")
