"""What a service offers now against what is vendored: the descriptor is ours, and stands for both."""

from countermand_codegen.diff.live import compare_live
from tests.codegen import small
from tests.codegen.diff.test_compare import QUERY
from tests.codegen.parts import member
from tests.codegen.small import rest

OLD = {"small.wsdl": small.wsdl().encode()}
REST = rest(QUERY).encode()


def test_a_descriptor_that_only_we_have_is_no_change() -> None:
    assert compare_live("small", OLD, {"other.wsdl": OLD["small.wsdl"]}, REST).changes == ()


def test_an_operation_that_the_descriptor_names_may_be_gone_from_the_service() -> None:
    gone = small.wsdl().replace('<wsdl:operation name="Op">', '<wsdl:operation name="Other">')
    found = compare_live("small", OLD, {"small.wsdl": gone.encode()}, REST)
    assert [(change.kind, str(change.place)) for change in found.changes] == [
        ("removed", "operation Op"),
        ("added", "operation Other"),
    ]


def test_a_request_that_the_descriptor_describes_may_have_a_member_more() -> None:
    more = small.wsdl(request=small.MEMBER + member("xs:int"))
    [change] = compare_live("small", OLD, {"small.wsdl": more.encode()}, REST).changes
    assert (change.rule, change.kind, change.place.member) == ("member", "added", "B")


def test_the_forms_of_the_descriptor_tell_that_there_is_json() -> None:
    values = '<xs:simpleType name="S"><xs:restriction base="xs:string">{}</xs:restriction></xs:simpleType>'
    value = '<xs:enumeration value="{}"/>'
    old, new = (
        {
            "small.wsdl": small.wsdl(
                values.format("".join(map(value.format, names))), request=member("tns:S", "A")
            ).encode()
        }
        for names in ("XY", "YX")
    )
    assert compare_live("small", old, new).changes[0].old_client.grade == "compatible"
    assert compare_live("small", old, new, REST).changes[0].old_client.grade == "breaking"
