"""The explorer in a real browser: whether what it is made of works together, and keeps what it promises."""

import unittest

import browser
import gateway
from browser import BACKSPACE, CONTROL, ENTER, ESCAPE, LEFT, NULL, SHIFT, Browser

AREA = "#document textarea"
MARKUP = "<img src=x onerror=document.title='run'>"


@unittest.skipUnless(gateway.URL, "no gateway: deploy/test starts one")
@unittest.skipUnless(browser.is_there(), "no Chromium with a driver that starts here")
class Explorer(unittest.TestCase):
    def setUp(self):
        self.browser = self.enterContext(Browser())

    def enterContext(self, context):
        # Python 3.11 has it; older ones do not.
        entered = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return entered

    def visit(self, role):
        """Opens the page as a role does, and waits until its schema is there."""
        if role == "anonymous":
            self.browser.open(gateway.visitors("/"))
        else:
            self.browser.open(gateway.URL + "/")
            self.browser.type("#token", gateway.token(role) + ENTER)
        self.browser.wait("return document.querySelector('#docs h2') !== null")
        self.browser.wait("return document.getElementById('viewer').textContent.toLowerCase().includes(arguments[0])", role)

    def write(self, text):
        self.browser.run("document.querySelector(arguments[0]).select()", AREA)
        self.browser.type(AREA, BACKSPACE + text)

    def document(self):
        return self.browser.run("return document.querySelector(arguments[0]).value", AREA)

    def answer(self, keys=CONTROL + ENTER + NULL):
        """Runs what is written and returns the answer's text."""
        self.browser.run("document.getElementById('facts').textContent = ''")
        self.browser.type(AREA, keys)
        self.browser.wait("return document.getElementById('facts').textContent.includes(' ms')")
        return self.browser.text("#answer")

    def test_a_visitor_finds_a_query_that_answers(self):
        self.visit("anonymous")
        self.assertIn("first: 3", self.document())
        self.assertIn('"nodes": [', self.answer())
        self.assertIn("cost", self.browser.text("#facts"))
        self.assertEqual(self.browser.complaints(), [])

    def test_every_role_sees_its_own_schema(self):
        for role in gateway.ROLES:
            with self.subTest(role), Browser() as self.browser:
                self.visit(role)
                self.browser.type("#docs input", "monthlySales")
                found = self.browser.run("return [...document.querySelectorAll('#docs li button')].map((each) => each.textContent)")
                self.assertEqual("Merchant.monthlySales" in found, " monthlySales: " in gateway.sdl(role), found)

    def test_fields_are_suggested_and_what_the_schema_has_not_is_underlined(self):
        self.visit("buyer")
        self.write("{ merchants(first: 2) { nodes { na")
        self.browser.wait("return !document.querySelector('.suggestions').hidden")
        self.browser.type(AREA, ENTER)
        self.assertEqual(self.document(), "{ merchants(first: 2) { nodes { name}}}")
        self.browser.type(AREA, " monthlySal " + ESCAPE)
        self.browser.wait("return document.querySelector('.paper .problem')?.textContent === 'monthlySal'")
        # With the cursor in it, or at its end without typing, it is told what is wrong.
        for place in (3, len("monthlySal")):
            self.browser.run(
                "const area = document.querySelector(arguments[0]); const at = area.value.indexOf('monthlySal') + arguments[1]; area.setSelectionRange(at, at)",
                AREA, place)
            self.browser.wait("return document.getElementById('told').textContent.startsWith('There is no field monthlySal')")

    def test_a_whole_name_and_enter_is_a_new_line(self):
        self.visit("buyer")
        self.write("{ merchants(first: 1) { nodes { name" + ENTER + "region")
        self.assertRegex(self.document(), r"nodes \{ name\s+region\}\}\}")

    def test_a_suggestion_is_for_where_it_was_made(self):
        self.visit("buyer")
        self.write("{ merchants(first: 1) { nodes { id na")
        self.browser.wait("return !document.querySelector('.suggestions').hidden")
        self.browser.type(AREA, LEFT * 4)
        self.browser.wait("return document.querySelector('.suggestions').hidden")
        self.browser.type(AREA, ENTER)
        self.assertRegex(self.document(), r"\{ i\s+d na\}\}\}")

    def test_a_word_that_is_being_composed_is_the_browsers(self):
        self.visit("buyer")
        self.write("{ a")
        taken = """
            const event = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
            document.querySelector(arguments[0]).dispatchEvent(event);
            return event.defaultPrevented"""
        self.assertFalse(self.browser.run(taken, AREA))
        self.assertEqual(self.document(), "{ a}")

    def test_a_long_document_is_laid_out_at_once(self):
        self.visit("buyer")
        fields = " ".join(f"a{number}: merchants(first: 1) {{ nodes {{ id name region }} }}" for number in range(400))
        self.browser.run("location.hash = 'query=' + encodeURIComponent(arguments[0])", "{ " + fields + " }")
        self.browser.wait("return document.querySelector(arguments[0]).value.includes('a399')", AREA)
        self.browser.click("#format")
        self.assertEqual(self.document().count("\n"), 2 + 400 * 7)
        self.browser.type(AREA, CONTROL + "z" + NULL)
        self.assertEqual(self.document(), "{ " + fields + " }")

    def test_an_errors_place_leads_there(self):
        self.visit("buyer")
        self.write("{\nmerchants { nodes { nope ")
        self.assertIn("VALIDATION", self.answer())
        self.browser.click("#errors button")
        at = self.browser.run("return document.querySelector(arguments[0]).selectionStart", AREA)
        self.assertEqual(self.document()[at : at + 4], "nope")
        # The gateway counts characters, the browser halves of some.
        self.write('{ merchant(id: "\U0001f6cd\U0001f6cd") { nope ')
        self.answer()
        self.browser.click("#errors button")
        self.assertEqual(self.browser.run("const area = document.querySelector(arguments[0]); return area.value.slice(area.selectionStart).slice(0, 4)", AREA), "nope")

    def test_variables_are_filled_in_and_sent(self):
        self.visit("buyer")
        self.write("query Some($n: Int!) { merchants(first: $n) { nodes { name } } }")
        self.browser.click("#fill")
        self.assertIn('"n": 0', self.browser.run("return document.getElementById('variables').value"))
        self.browser.run("document.getElementById('variables').value = '{\"n\": 1}'")
        self.assertEqual(self.answer().count('"name"'), 1)

    def test_what_cannot_be_asked_is_told_in_the_place_of_an_answer(self):
        self.visit("buyer")
        self.write("{ __typename }")
        self.assertIn("Query", self.answer())
        for document, variables, told in [
            ("", "", "no operation"), ("query A { __typename } { b: __typename }", "", "needs a name"), ("{ __typename }", "[1]", "JSON object"),
        ]:
            self.browser.run("document.getElementById('variables').value = arguments[0]", variables)
            self.write(document)
            self.browser.click("#run")
            self.assertIn(told, self.browser.text("#facts"))
            self.assertEqual(self.browser.text("#answer"), "")

    def test_numbers_of_variables_keep_their_digits(self):
        self.visit("buyer")
        self.write("query ($key: BigInt!) { merchants(first: 1, filter: { databaseId: { eq: $key } }) { totalCount } }")
        self.browser.run("document.getElementById('variables').value = '{\"key\": 9007199254740993}'")
        self.browser.run(
            "const fetched = window.fetch; window.fetch = (address, options) => { window.sent = options.body; return fetched(address, options) }")
        self.answer()
        self.assertIn("9007199254740993", self.browser.run("return window.sent"))

    def test_a_held_key_runs_once(self):
        self.visit("buyer")
        self.write("{ __typename }")
        held = """
            let count = 0;
            const fetched = window.fetch;
            window.fetch = (...sent) => { count += 1; return fetched(...sent) };
            for (const repeat of [false, true, true, true]) {
                const event = new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, repeat, bubbles: true, cancelable: true });
                document.querySelector(arguments[0]).dispatchEvent(event);
            }
            return count"""
        self.assertEqual(self.browser.run(held, AREA), 1)

    def test_what_is_shown_goes_with_the_token_that_it_was_for(self):
        self.visit("buyer")
        self.write("{ viewer { role } }")
        self.assertIn('"BUYER"', self.answer())
        self.browser.run("const field = document.getElementById('token'); field.value = ''; field.dispatchEvent(new Event('change'))")
        self.assertEqual(self.browser.text("#answer"), "")
        self.assertIn("No schema", self.browser.text("#docs"))

    def test_what_a_request_would_cost_is_told_without_running_it(self):
        self.visit("buyer")
        self.write("{ merchants(first: 7) { nodes { name } } }")
        self.browser.click("#cost")
        self.browser.wait("return document.getElementById('facts').textContent.includes('would cost 7 of')")
        self.assertNotIn('"name"', self.browser.text("#answer"))

    def test_a_subscription_is_followed_until_it_is_stopped(self):
        self.visit("buyer")
        shop = gateway.ask("buyer", "{ merchants(first: 1) { nodes { id } } }")["data"]["merchants"]["nodes"][0]["id"]
        act = 'mutation { %s(input: {merchantId: "' + shop + '"}) { clientMutationId } }'
        gateway.ask("buyer", act % "unfollow")
        self.write('subscription { merchant(id: "%s") { followerCount' % shop + ESCAPE)
        first = self.answer()
        self.assertIn("event 1", self.browser.text("#facts"))
        gateway.ask("buyer", act % "follow")
        self.browser.wait("return document.getElementById('facts').textContent.includes('event 2')")
        self.assertNotEqual(self.browser.text("#answer"), first)
        self.browser.type(AREA, CONTROL + ENTER + NULL)
        self.browser.wait("return document.getElementById('run').textContent === 'Run'")
        self.assertIn("Stopped.", self.browser.text("#facts"))
        self.assertIn("followerCount", self.browser.text("#answer"))
        gateway.ask("buyer", act % "unfollow")

    def test_the_chosen_operation_runs(self):
        self.visit("buyer")
        self.write("query One { one: __typename } query Two { two: __typename }")
        self.assertIn('"two"', self.answer())
        self.browser.run("document.querySelector(arguments[0]).setSelectionRange(5, 5)", AREA)
        self.browser.wait("return document.getElementById('operation').value === 'One'")
        self.browser.run("document.getElementById('facts').textContent = ''; document.getElementById('run').click()")
        self.browser.wait("return document.getElementById('facts').textContent.includes(' ms')")
        self.assertIn('"one"', self.browser.text("#answer"))

    def test_a_document_is_laid_out_and_comes_back_from_the_past(self):
        self.visit("buyer")
        self.write("{ a: __typename }")
        self.answer()
        self.browser.type(AREA, CONTROL + SHIFT + "f" + NULL)
        self.assertEqual(self.document(), "{\n  a: __typename\n}\n")
        self.browser.click("#history")
        self.browser.click("#past li button")
        self.assertEqual(self.document(), "{ a: __typename }")

    def test_no_text_becomes_markup(self):
        self.visit("buyer")
        self.browser.open(gateway.URL + "/#query=" + f"{{ __type(name: \"{MARKUP}\") {{ name }} }} # {MARKUP}")
        self.browser.wait("return document.querySelector(arguments[0]).value.includes('img')", AREA)
        self.answer()
        self.browser.click("#history")
        self.browser.wait("return document.getElementById('past').open")
        self.assertEqual(self.browser.run("return document.images.length"), 0)
        self.assertEqual(self.browser.run("return document.title"), "Souk")
        # The browser itself refuses it, should a script ever try.
        refused = "try { document.body.insertAdjacentHTML('beforeend', '<b>x</b>'); return 'taken' } catch (error) { return error.name }"
        self.assertEqual(self.browser.run(refused), "TypeError")

    def test_no_document_breaks_the_page(self):
        self.visit("buyer")
        for document in ["{ constructor }", "{a" * 20000, "\u00a0", '"']:
            self.browser.run("location.hash = 'query=' + encodeURIComponent(arguments[0])", document)
            self.browser.wait("return document.querySelector(arguments[0]).value === arguments[1]", AREA, document)
        self.browser.open(gateway.URL + "/")
        self.browser.wait("return document.querySelector('#docs h2') !== null")

    def test_a_link_is_followed_once(self):
        self.visit("buyer")
        self.write("{ mine: __typename }")
        self.browser.wait("return localStorage.getItem('souk.draft') === '{ mine: __typename }'")
        self.browser.run("location.hash = 'query={ theirs: __typename }'")
        self.browser.wait("return document.querySelector(arguments[0]).value === '{ theirs: __typename }'", AREA)
        self.assertEqual(self.browser.run("return location.hash"), "")
        self.assertIn("{ mine: __typename }", self.browser.run("return JSON.parse(localStorage.getItem('souk.history'))"))
        self.assertEqual(self.browser.text("#answer"), "")

    def test_a_token_ends_with_its_tab(self):
        self.visit("buyer")
        self.write("{ secret: __typename }")
        self.answer()
        token = gateway.token("buyer")
        self.assertNotIn(token, self.browser.run("return JSON.stringify(localStorage) + location.href + document.cookie"))
        self.assertIn(token, self.browser.run("return JSON.stringify(sessionStorage)"))
        self.browser.click("#history")
        self.browser.click("#forget")
        self.assertNotIn(token, self.browser.run("return JSON.stringify(sessionStorage) + document.getElementById('token').value"))
        self.browser.wait("return document.querySelector('#viewer').textContent !== 'Loading the schema …'")
        self.assertNotIn("secret", self.browser.run("return JSON.stringify(localStorage) + document.body.innerText") + self.document())

    def test_a_token_that_is_none_is_told(self):
        self.browser.open(gateway.URL + "/")
        self.browser.type("#token", "souk_nonsense" + ENTER)
        self.browser.wait("return document.getElementById('viewer').classList.contains('bad')")
        self.assertIn("token", self.browser.text("#viewer"))


if __name__ == "__main__":
    unittest.main()
