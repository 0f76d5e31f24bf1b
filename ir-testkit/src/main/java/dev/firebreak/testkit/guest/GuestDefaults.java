package dev.firebreak.testkit.guest;

import java.time.Instant;

/** What is in a guest that nobody touched. */
final class GuestDefaults {
    private GuestDefaults() {}

    static void fill(Guest guest) {
        Instant booted = guest.instance().launched().launchTime();
        if (guest.platform().isWindows()) {
            guest.add(new GuestProcess(4, 0, "SYSTEM", "System", booted))
                    .add(new GuestProcess(1024, 4, "SYSTEM", "amazon-ssm-agent.exe", booted));
            return;
        }
        guest.add(new GuestProcess(1, 0, "root", "/usr/lib/systemd/systemd", booted))
                .add(new GuestProcess(2, 0, "root", "[kthreadd]", booted))
                .add(new GuestProcess(1410, 1, "root", "sshd: /usr/sbin/sshd -D", booted))
                .add(new GuestProcess(1502, 1, "root", "/usr/bin/amazon-ssm-agent", booted))
                .file("/etc/hostname", guest.hostName() + "\n")
                .file("/etc/os-release", "NAME=\"Amazon Linux\"\nVERSION=\"2023\"\nID=\"amzn\"\n")
                .file("/etc/passwd", """
                        root:x:0:0:root:/root:/bin/bash
                        nobody:x:65534:65534:Kernel Overflow User:/:/sbin/nologin
                        ec2-user:x:1000:1000:EC2 Default User:/home/ec2-user:/bin/bash
                        """)
                .file(
                        "/home/ec2-user/.ssh/authorized_keys",
                        GuestFile.of("").mode("0600").owner("ec2-user"))
                .file("/var/log/messages", "systemd[1]: Startup finished.\n");
    }
}
