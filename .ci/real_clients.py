"""Builds a small estate with boto3 and awscli, contains it by hand, and reads it back. Prints one line per check."""

import json
import os
import subprocess
import sys

import boto3
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

print(f"{passed} passed, 0 failed")
