package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.ListChildrenRequest;
import software.amazon.awssdk.services.organizations.model.ListChildrenResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.UpdateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.UpdateOrganizationalUnitResponse;

/** Organizational units, and who is under whom. */
final class UnitOperations {
    private static final int DEEPEST = 5;
    private static final int UNITS = 2000;

    private UnitOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateOrganizationalUnit", CreateOrganizationalUnitRequest::builder, UnitOperations::create)
                .on("DescribeOrganizationalUnit", DescribeOrganizationalUnitRequest::builder, UnitOperations::describe)
                .on("UpdateOrganizationalUnit", UpdateOrganizationalUnitRequest::builder, UnitOperations::update)
                .on("DeleteOrganizationalUnit", DeleteOrganizationalUnitRequest::builder, UnitOperations::delete)
                .on(
                        "ListOrganizationalUnitsForParent",
                        ListOrganizationalUnitsForParentRequest::builder,
                        UnitOperations::listForParent)
                .on("ListParents", ListParentsRequest::builder, UnitOperations::listParents)
                .on("ListChildren", ListChildrenRequest::builder, UnitOperations::listChildren);
    }

    private static CreateOrganizationalUnitResponse create(Call call, CreateOrganizationalUnitRequest request) {
        Organization organization = Access.management(call);
        String parent = parent(organization, request.parentId());
        String name = name(request.name());
        checkFree(organization, parent, name);
        if (organization.units().all().size() >= UNITS) {
            throw OrganizationsErrors.constraint("You have exceeded the number of OUs that you can have.");
        }
        if (organization.path(parent).size() > DEEPEST) {
            throw OrganizationsErrors.constraint("You have exceeded the number of levels of OUs that you can have.");
        }
        String id = "ou-" + organization.root().substring(2) + "-"
                + call.world().ids().hex(8);
        var unit = new OrgUnit(id, name, parent);
        organization.units().put(unit);
        TagOperations.tag(organization, id, request.tags());
        Attachments.attachFullAccess(organization, id);
        return CreateOrganizationalUnitResponse.builder()
                .organizationalUnit(answer(organization, unit))
                .build();
    }

    private static String parent(Organization organization, @Nullable String parentId) {
        String parent = Access.required(parentId, "ParentId");
        if (!organization.isParent(parent)) {
            throw OrganizationsErrors.noSuchParent();
        }
        return parent;
    }

    private static String name(@Nullable String value) {
        String name = Access.required(value, "Name");
        if (name.length() > 128) {
            throw OrganizationsErrors.invalidInput("You provided a string parameter that is longer than allowed.");
        }
        return name;
    }

    private static void checkFree(Organization organization, String parent, String name) {
        if (organization.units().by("parent", parent).stream()
                .anyMatch(unit -> unit.name().equals(name))) {
            throw AwsError.of("DuplicateOrganizationalUnitException", "An OU with the same name already exists.");
        }
    }

    private static OrgUnit unit(Organization organization, @Nullable String unitId) {
        return organization
                .units()
                .find(Access.required(unitId, "OrganizationalUnitId"))
                .orElseThrow(OrganizationsErrors::noSuchUnit);
    }

    private static DescribeOrganizationalUnitResponse describe(Call call, DescribeOrganizationalUnitRequest request) {
        Organization organization = Access.reader(call);
        OrgUnit unit = unit(organization, request.organizationalUnitId());
        return DescribeOrganizationalUnitResponse.builder()
                .organizationalUnit(answer(organization, unit))
                .build();
    }

    private static UpdateOrganizationalUnitResponse update(Call call, UpdateOrganizationalUnitRequest request) {
        Organization organization = Access.management(call);
        OrgUnit unit = unit(organization, request.organizationalUnitId());
        if (request.name() != null && !request.name().equals(unit.name())) {
            checkFree(organization, unit.parent(), name(request.name()));
            unit = unit.withName(request.name());
            organization.units().put(unit);
        }
        return UpdateOrganizationalUnitResponse.builder()
                .organizationalUnit(answer(organization, unit))
                .build();
    }

    private static DeleteOrganizationalUnitResponse delete(Call call, DeleteOrganizationalUnitRequest request) {
        Organization organization = Access.management(call);
        OrgUnit unit = unit(organization, request.organizationalUnitId());
        if (children(organization, unit.id()).findAny().isPresent()) {
            throw AwsError.of(
                    "OrganizationalUnitNotEmptyException",
                    "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all "
                            + "child OUs, and try the operation again.");
        }
        organization.units().remove(unit.id());
        organization.forget(unit.id());
        return DeleteOrganizationalUnitResponse.builder().build();
    }

    private static ListOrganizationalUnitsForParentResponse listForParent(
            Call call, ListOrganizationalUnitsForParentRequest request) {
        Organization organization = Access.reader(call);
        String parent = parent(organization, request.parentId());
        ResultPage<OrgUnit> page =
                Access.page(organization.units().by("parent", parent), request.maxResults(), request.nextToken());
        return ListOrganizationalUnitsForParentResponse.builder()
                .organizationalUnits(page.items().stream()
                        .map(unit -> answer(organization, unit))
                        .collect(Collectors.toList()))
                .nextToken(page.nextToken())
                .build();
    }

    private static ListParentsResponse listParents(Call call, ListParentsRequest request) {
        Organization organization = Access.reader(call);
        String parent = organization
                .parent(Access.required(request.childId(), "ChildId"))
                .orElseThrow(
                        () -> AwsError.of(
                                "ChildNotFoundException",
                                "We can't find an organizational unit (OU) or AWS account with the ChildId that you specified."));
        ParentType type = parent.equals(organization.root()) ? ParentType.ROOT : ParentType.ORGANIZATIONAL_UNIT;
        return ListParentsResponse.builder()
                .parents(Parent.builder().id(parent).type(type).build())
                .build();
    }

    private static ListChildrenResponse listChildren(Call call, ListChildrenRequest request) {
        Organization organization = Access.reader(call);
        String parent = parent(organization, request.parentId());
        ResultPage<Child> page = Access.page(
                children(organization, parent)
                        .filter(child -> child.type() == request.childType())
                        .toList(),
                request.maxResults(),
                request.nextToken());
        return ListChildrenResponse.builder()
                .children(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static Stream<Child> children(Organization organization, String parent) {
        return Stream.concat(
                organization.units().by("parent", parent).stream()
                        .map(unit -> child(unit.id(), ChildType.ORGANIZATIONAL_UNIT)),
                organization.accounts().by("parent", parent).stream()
                        .map(account -> child(account.id(), ChildType.ACCOUNT)));
    }

    private static Child child(String id, ChildType type) {
        return Child.builder().id(id).type(type).build();
    }

    private static OrganizationalUnit answer(Organization organization, OrgUnit unit) {
        return OrganizationalUnit.builder()
                .id(unit.id())
                .arn(organization.arn("ou", unit.id()))
                .name(unit.name())
                .build();
    }
}
