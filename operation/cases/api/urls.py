"""Addresses of the API of case records: the same for every type."""

from rest_framework.routers import SimpleRouter

from operation.cases.api.records import RecordViewSet
from operation.cases.custody.api import CustodyActions
from operation.cases.registry import RecordType, all_types
from operation.cases.serializers import serializer_of


def viewset_of(record_type: RecordType) -> type[RecordViewSet]:
    """The view set of a type."""
    made = {
        "record_type": record_type,
        "serializer_class": serializer_of(record_type),
        "queryset": record_type.model._default_manager.none(),
        "__doc__": str(record_type.label_plural),
    }
    held = (CustodyActions,) if record_type.custody else ()
    return type(f"{record_type.model.__name__}ViewSet", (*held, RecordViewSet), made)


router = SimpleRouter()
for each in all_types():
    router.register(each.slug, viewset_of(each), basename=f"api-{each.slug}")

urlpatterns = router.urls
