package dev.firebreak.aws.crash;

import dev.firebreak.Target;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Iam;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;

/** A world with one target, in which every response to a target of its kind finds something to do. */
enum Setting {
    /** In an Auto Scaling group that may have no member less, with a role, two interfaces, and nothing that keeps it from being lost. */
    INSTANCE {
        @Override
        String make(FakeAws fake) {
            String id = Estate.in(fake)
                    .launch(InstanceSpec.named("web")
                            .interfaces(2)
                            .ipv6()
                            .groups("web", "admin")
                            .profile("web")
                            .dataVolumes(1)
                            .inAutoScalingGroup("web")
                            .consoleOutput("Booted"))
                    .id();
            fake.ec2()
                    .modifyInstanceAttribute(request -> request.instanceId(id)
                            .instanceInitiatedShutdownBehavior(behavior -> behavior.value("terminate")));
            return id;
        }

        @Override
        Target target(String id) {
            return Ec2.instance(id);
        }
    },

    KEY {
        @Override
        String make(FakeAws fake) {
            fake.iam().createUser(request -> request.userName("mallory").path("/staff/"));
            return fake.iam()
                    .createAccessKey(request -> request.userName("mallory"))
                    .accessKey()
                    .accessKeyId();
        }

        @Override
        Target target(String id) {
            return Iam.accessKey(id);
        }
    },

    ROLE {
        @Override
        String make(FakeAws fake) {
            fake.iam().createRole(role -> role.roleName("deploy").assumeRolePolicyDocument("""
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\
                    "Principal":{"AWS":"123456789012"}}}"""));
            return "deploy";
        }

        @Override
        Target target(String id) {
            return Iam.role(id);
        }
    };

    /** Makes the world, and answers the id of the target. */
    abstract String make(FakeAws fake);

    abstract Target target(String id);
}
