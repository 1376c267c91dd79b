"""Microsoft's Graph SDK for Python, its beta models."""

import asyncio
import re
import unittest
from datetime import datetime, timedelta, timezone

from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.method import Method
from kiota_abstractions.native_response_handler import NativeResponseHandler
from kiota_abstractions.request_information import RequestInformation
from kiota_http.middleware.options import ResponseHandlerOption
from msgraph_beta.generated.device_management.remote_action_audits.remote_action_audits_request_builder import (
    RemoteActionAuditsRequestBuilder,
)
from msgraph_beta.generated.models.action_state import ActionState
from msgraph_beta.generated.models.device_action_category import DeviceActionCategory
from msgraph_beta.generated.models.o_data_errors.o_data_error import ODataError
from msgraph_beta.generated.models.remote_action import RemoteAction
from msgraph_beta.generated.models.remote_action_audit import RemoteActionAudit
from msgraph_core import PageIterator
from msgraph_core.requests.batch_request_builder import BatchRequestBuilder
from msgraph_core.requests.batch_request_content import BatchRequestContent
from msgraph_core.requests.batch_request_item import BatchRequestItem

from connection import AUDITS, audit, graph, reader

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PacificTime = timezone(timedelta(hours=-8))


class OfOneTenant(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        # Else every import that takes its time is reported.
        asyncio.get_running_loop().set_debug(False)
        self.graph = graph()
        self.audits = self.graph.device_management.remote_action_audits


class OneAudit(OfOneTenant):
    def one(self, id):
        return self.audits.by_remote_action_audit_id(id)

    async def test_is_created_and_reads_back_as_it_was_made(self):
        sent = complete()

        made = await self.audits.post(sent)
        read = await self.one(made.id).get()

        self.assertRegex(made.id, UUID)
        for answer in (made, read):
            self.assertEqual(answer.odata_type, "#microsoft.graph.remoteActionAudit")
            self.assertEqual(answer.additional_data["@odata.etag"], 'W/"1"')
            self.assertEqual(
                (answer.action, answer.action_state, answer.device_action_category, answer.request_date_time,
                 answer.user_name, answer.device_display_name, answer.device_i_m_e_i, answer.bulk_device_action_id),
                (sent.action, sent.action_state, sent.device_action_category, sent.request_date_time,
                 sent.user_name, sent.device_display_name, sent.device_i_m_e_i, sent.bulk_device_action_id),
            )

    async def test_keeps_every_action_that_is_published(self):
        newer_than_the_published_metadata = {"TriggerEnhancedLogCollection", "CancelEnhancedLogCollection"}
        published = [
            action for action in RemoteAction
            if action.name not in newer_than_the_published_metadata | {"UnknownFutureValue"}
        ]

        made = await asyncio.gather(*(self.audits.post(audit(action=action)) for action in published))

        self.assertEqual(len(published), 40)
        self.assertEqual([answer.action for answer in made], published)

    async def test_keeps_every_state(self):
        made = await self.audits.post(audit())

        for state in ActionState:
            changed = await self.one(made.id).patch(RemoteActionAudit(action_state=state))
            self.assertEqual(changed.action_state, state)

    async def test_changes_what_is_named_and_nothing_else(self):
        made = await self.audits.post(complete())

        changed = await self.one(made.id).patch(RemoteActionAudit(user_name="Grace", action_state=ActionState.Done))

        self.assertEqual((changed.user_name, changed.action_state), ("Grace", ActionState.Done))
        self.assertEqual((changed.device_i_m_e_i, changed.request_date_time), ("35-1", made.request_date_time))
        self.assertEqual(await self.changed_last(made.id), ["userName", "actionState"])

    async def test_is_cleared_by_additional_data(self):
        made = await self.audits.post(complete())

        changed = await self.one(made.id).patch(RemoteActionAudit(additional_data={"userName": None}))

        self.assertIsNone(changed.user_name)
        self.assertEqual(changed.device_i_m_e_i, "35-1")

    async def test_is_changed_only_as_it_was_read(self):
        made = await self.audits.post(audit())
        as_read = configured(headers={"If-Match": made.additional_data["@odata.etag"]})

        await self.one(made.id).patch(RemoteActionAudit(user_name="Ada"), as_read)
        error = await self.refused(412, self.one(made.id).patch(RemoteActionAudit(user_name="Grace"), as_read))

        self.assertEqual(error.code, "PreconditionFailed")

    async def test_is_not_answered_to_who_prefers_so(self):
        made = await self.audits.post(audit())
        minimal = configured(headers={"Prefer": "return=minimal"})

        self.assertIsNone(await self.one(made.id).patch(RemoteActionAudit(user_name="Ada"), minimal))

        self.assertEqual((await self.one(made.id).get()).user_name, "Ada")

    async def test_is_deleted_and_its_history_stays(self):
        made = await self.audits.post(audit())

        await self.one(made.id).delete()

        self.assertEqual((await self.refused(404, self.one(made.id).get())).code, "ResourceNotFound")
        self.assertEqual([entry["operation"] for entry in await self.history(made.id)], ["create", "delete"])

    async def test_lists_all_its_faults_together(self):
        error = await self.refused(400, self.audits.post(RemoteActionAudit(additional_data={"phone": "1"})))

        self.assertEqual(error.code, "BadRequest")
        self.assertEqual([detail.target for detail in error.details], ["phone", "action", "requestDateTime"])

    async def test_is_refused_to_who_may_only_read(self):
        audits = graph(reader()).device_management.remote_action_audits

        error = await self.refused(403, audits.post(audit()))

        self.assertEqual(error.code, "Forbidden")
        self.assertIn("DeviceManagementConfiguration.ReadWrite.All", error.message)

    async def test_is_refused_without_a_token_that_does(self):
        audits = graph("no-token").device_management.remote_action_audits

        error = await self.refused(401, audits.get())

        self.assertEqual(error.code, "InvalidAuthenticationToken")

    async def refused(self, status, call):
        """The error that a call ends in, whose fields are all read from the answer."""
        with self.assertRaises(ODataError) as caught:
            await call
        error = caught.exception
        self.assertEqual(error.response_status_code, status)
        self.assertEqual(error.error.inner_error.request_id, error.response_headers["request-id"])
        age = datetime.now(timezone.utc) - error.error.inner_error.date.replace(tzinfo=timezone.utc)
        self.assertLess(abs(age), timedelta(minutes=1))
        return error.error

    async def history(self, id):
        request = RequestInformation(Method.GET, AUDITS + "/" + id + "/history", {})
        native = NativeResponseHandler()
        request.add_request_options([ResponseHandlerOption(native)])
        response = await self.graph.request_adapter.send_primitive_async(request, "bytes", {})
        return response.json()["value"]

    async def changed_last(self, id):
        return [change["property"] for change in (await self.history(id))[-1]["changes"]]


class ManyAudits(OfOneTenant):
    async def have(self, *users):
        """Audits of these users, in the order of the list."""
        for i, user in enumerate(users):
            at = datetime(2026, 1, 2, 3, 4, 59 - i, tzinfo=timezone.utc)
            await self.audits.post(audit(user_name=user, request_date_time=at))

    async def test_are_filtered_ordered_counted_selected_skipped_and_cut(self):
        await self.have("Grace", "Ada", "Linus", "Ken")

        page = await self.audits.get(
            asked(filter="userName ne 'Linus' and action eq 'remoteLock'", orderby=["userName"],
                  select=["id", "userName"], count=True, skip=1, top=1)
        )

        self.assertEqual(page.odata_count, 3)
        self.assertEqual(names(page), ["Grace"])
        self.assertIsNone(page.value[0].action)
        self.assertIsNone(page.odata_next_link)

    async def test_are_found_by_text_of_every_kind(self):
        name = "Zoë's 100% + 1 & more #?"
        await self.have("Grace", name)

        page = await self.audits.get(asked(filter="userName eq '" + name.replace("'", "''") + "'"))

        self.assertEqual(names(page), [name])

    async def test_are_found_whatever_the_consistency_level(self):
        await self.have("Grace Hopper", "Ada", "Linus")

        page = await self.audits.get(
            asked({"ConsistencyLevel": "eventual"}, search='"grace hopper" OR ada', count=True)
        )

        self.assertEqual(page.odata_count, 2)
        self.assertEqual(names(page), ["Grace Hopper", "Ada"])

    async def test_are_counted_as_plain_text(self):
        await self.have("Grace", "Ada", "Linus")

        self.assertEqual(await self.audits.count.get(asked({"ConsistencyLevel": "eventual"})), 3)
        self.assertEqual(await self.audits.count.get(asked(filter="userName gt 'B'")), 2)

    async def test_are_iterated_over_all_pages_of_a_filter(self):
        await self.have("e", "d", "c", "x", "b", "a", "f")
        preference = {"Prefer": "odata.maxpagesize=2"}
        first = await self.audits.get(asked(preference, filter="userName ne 'x'", orderby=["userName desc"], top=5))
        seen = []

        pages = PageIterator(first, self.graph.request_adapter)
        pages.headers.add("Prefer", preference["Prefer"])
        await pages.iterate(lambda item: seen.append(item.user_name) or True)

        self.assertEqual(names(first), ["f", "e"])
        self.assertEqual(seen, ["f", "e", "d", "c", "b"])

    async def test_follow_one_another_in_a_batch(self):
        one = self.audits.by_remote_action_audit_id("of-a-batch")
        create = BatchRequestItem(self.audits.to_post_request_information(audit(id="of-a-batch")), "create")
        update = BatchRequestItem(
            one.to_patch_request_information(RemoteActionAudit(user_name="Zoë's")), "update", [create]
        )
        listed = BatchRequestItem(
            self.audits.to_get_request_information(asked(filter="startswith(userName,'Zoë')")), "list", [update]
        )
        delete = BatchRequestItem(one.to_delete_request_information(), "delete", [listed])

        self.assertEqual(
            await self.statuses(create, update, listed, delete),
            {"create": 201, "update": 200, "list": 200, "delete": 204},
        )
        self.assertEqual((await self.audits.get()).value, [])

    async def test_of_a_batch_fail_with_what_they_depend_on(self):
        made = await self.audits.post(audit())
        one = self.audits.by_remote_action_audit_id(made.id)
        missing = self.audits.by_remote_action_audit_id("missing")
        before = BatchRequestItem(missing.to_get_request_information(), "missing")
        behind = BatchRequestItem(one.to_delete_request_information(), "behind", ["missing"])

        self.assertEqual(await self.statuses(before, behind), {"missing": 404, "behind": 424})
        self.assertEqual((await one.get()).id, made.id)

    async def statuses(self, *items):
        batch = BatchRequestContent({item.id: item for item in items})
        answers = await BatchRequestBuilder(self.graph.request_adapter).post(batch, {"4XX": ODataError, "5XX": ODataError})
        return answers.get_response_status_codes()


def complete():
    return audit(
        action=RemoteAction.FactoryReset,
        action_state=ActionState.Active,
        device_action_category=DeviceActionCategory.Bulk,
        request_date_time=datetime(2026, 1, 2, 3, 4, 5, 123456, PacificTime),
        user_name="Zoë 📱",
        device_display_name="",
        device_i_m_e_i="35-1",
        bulk_device_action_id="b",
    )


def configured(headers):
    configuration = RequestConfiguration()
    for name, value in headers.items():
        configuration.headers.add(name, value)
    return configuration


def asked(headers=None, **options):
    configuration = configured(headers or {})
    configuration.query_parameters = RemoteActionAuditsRequestBuilder.RemoteActionAuditsRequestBuilderGetQueryParameters(
        **options
    )
    return configuration


def names(page):
    return [item.user_name for item in page.value]


if __name__ == "__main__":
    unittest.main()
