package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.service.guardduty.FindingSpec.Kind;
import java.util.Map;
import java.util.TreeMap;

/** The finding types that samples are made of, with their severities. See "GuardDuty finding types" in the GuardDuty User Guide. */
final class FindingTypes {
    /** Types by name, with the severity that GuardDuty documents. */
    static final Map<String, Double> SEVERITIES = new TreeMap<>(Map.ofEntries(
            Map.entry("Backdoor:EC2/C&CActivity.B", 8.0),
            Map.entry("Backdoor:EC2/C&CActivity.B!DNS", 8.0),
            Map.entry("Backdoor:EC2/DenialOfService.Tcp", 8.0),
            Map.entry("Behavior:EC2/NetworkPortUnusual", 5.0),
            Map.entry("Behavior:EC2/TrafficVolumeUnusual", 5.0),
            Map.entry("CryptoCurrency:EC2/BitcoinTool.B", 8.0),
            Map.entry("CryptoCurrency:EC2/BitcoinTool.B!DNS", 8.0),
            Map.entry("Impact:EC2/PortSweep", 8.0),
            Map.entry("Recon:EC2/PortProbeUnprotectedPort", 2.0),
            Map.entry("Recon:EC2/Portscan", 5.0),
            Map.entry("Trojan:EC2/DNSDataExfiltration", 8.0),
            Map.entry("Trojan:EC2/DropPoint", 5.0),
            Map.entry("UnauthorizedAccess:EC2/MaliciousIPCaller.Custom", 5.0),
            Map.entry("UnauthorizedAccess:EC2/MetadataDNSRebind", 8.0),
            Map.entry("UnauthorizedAccess:EC2/SSHBruteForce", 2.0),
            Map.entry("UnauthorizedAccess:EC2/TorClient", 8.0),
            Map.entry("CredentialAccess:IAMUser/AnomalousBehavior", 5.0),
            Map.entry("DefenseEvasion:IAMUser/AnomalousBehavior", 5.0),
            Map.entry("Persistence:IAMUser/AnomalousBehavior", 5.0),
            Map.entry("PrivilegeEscalation:IAMUser/AnomalousBehavior", 5.0),
            Map.entry("PenTest:IAMUser/KaliLinux", 5.0),
            Map.entry("Recon:IAMUser/MaliciousIPCaller", 5.0),
            Map.entry("Recon:IAMUser/TorIPCaller", 5.0),
            Map.entry("Stealth:IAMUser/CloudTrailLoggingDisabled", 2.0),
            Map.entry("UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", 5.0),
            Map.entry("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS", 8.0),
            Map.entry("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", 8.0),
            Map.entry("UnauthorizedAccess:IAMUser/MaliciousIPCaller", 5.0),
            Map.entry("UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom", 5.0),
            Map.entry("UnauthorizedAccess:IAMUser/TorIPCaller", 5.0),
            Map.entry("Discovery:S3/MaliciousIPCaller", 8.0),
            Map.entry("Exfiltration:S3/AnomalousBehavior", 8.0),
            Map.entry("Exfiltration:S3/MaliciousIPCaller", 8.0),
            Map.entry("Impact:S3/AnomalousBehavior.Delete", 8.0),
            Map.entry("Policy:S3/BucketAnonymousAccessGranted", 8.0),
            Map.entry("Policy:S3/BucketBlockPublicAccessDisabled", 2.0),
            Map.entry("Stealth:S3/ServerAccessLoggingDisabled", 2.0),
            Map.entry("UnauthorizedAccess:S3/MaliciousIPCaller.Custom", 8.0)));

    private FindingTypes() {}

    static Kind kind(String type) {
        return type.contains(":EC2/") ? Kind.INSTANCE : type.contains(":S3/") ? Kind.BUCKET : Kind.ACCESS_KEY;
    }

    static String usual(Kind kind) {
        return switch (kind) {
            case INSTANCE -> "Backdoor:EC2/C&CActivity.B";
            case ACCESS_KEY -> "UnauthorizedAccess:IAMUser/MaliciousIPCaller";
            case BUCKET -> "Exfiltration:S3/MaliciousIPCaller";
        };
    }

    static double severity(String type) {
        return SEVERITIES.getOrDefault(type, 5.0);
    }
}
