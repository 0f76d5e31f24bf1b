package dev.firebreak.testkit.service.organizations;

/**
 * An organizational unit.
 *
 * @param id such as {@code ou-a1b2-c3d4e5f6}
 * @param name its name, the only one under its parent
 * @param parent the id of the root or unit that it is under
 */
record OrgUnit(String id, String name, String parent) {
    OrgUnit withName(String renamed) {
        return new OrgUnit(id, renamed, parent);
    }
}
