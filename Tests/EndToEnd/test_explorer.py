"""The explorer in a real browser: whether what it is made of works together, and keeps what it promises."""

import unittest

import gateway
from browser import BACKSPACE, CONTROL, DRIVER, ENTER, ESCAPE, NULL, SHIFT, Browser

AREA = "#document textarea"
MARKUP = "<img src=x onerror=document.title='run'>"


@unittest.skipUnless(gateway.URL, "no gateway: deploy/test starts one")
@unittest.skipUnless(DRIVER, "chromedriver is not installed")
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
                found = "monthlySales" in self.browser.text("#docs .reading ul, #docs .reading p")
                self.assertEqual(found, "monthlySales" in gateway.sdl(role))

    def test_fields_are_suggested_and_what_the_schema_has_not_is_underlined(self):
        self.visit("buyer")
        self.write("{ merchants(first: 2) { nodes { na")
        self.browser.wait("return !document.querySelector('.suggestions').hidden")
        self.browser.type(AREA, ENTER)
        self.assertEqual(self.document(), "{ merchants(first: 2) { nodes { name}}}")
        self.browser.type(AREA, " monthlySal " + ESCAPE)
        self.assertEqual(self.browser.text(".paper .problem"), "monthlySal")
        self.assertNotIn("monthlySales", self.browser.text("body"))

    def test_an_errors_place_leads_there(self):
        self.visit("buyer")
        self.write("{\nmerchants { nodes { nope ")
        self.assertIn("VALIDATION", self.answer())
        self.browser.click("#errors button")
        at = self.browser.run("return document.querySelector(arguments[0]).selectionStart", AREA)
        self.assertEqual(self.document()[at : at + 4], "nope")

    def test_variables_are_filled_in_and_sent(self):
        self.visit("buyer")
        self.write("query Some($n: Int!) { merchants(first: $n) { nodes { name } } }")
        self.browser.click("#fill")
        self.assertIn('"n": 0', self.browser.run("return document.getElementById('variables').value"))
        self.browser.run("document.getElementById('variables').value = '{\"n\": 1}'")
        self.assertEqual(self.answer().count('"name"'), 1)

    def test_what_a_request_would_cost_is_told_without_running_it(self):
        self.visit("buyer")
        self.write("{ merchants(first: 7) { nodes { name } } }")
        self.browser.click("#cost")
        self.browser.wait("return document.getElementById('facts').textContent.includes('would cost 7 of')")
        self.assertNotIn('"name"', self.browser.text("#answer"))

    def test_the_chosen_operation_runs(self):
        self.visit("buyer")
        self.write("query One { one: __typename } query Two { two: __typename }")
        self.assertIn('"two"', self.answer())
        self.browser.run("document.querySelector(arguments[0]).setSelectionRange(5, 5)", AREA)
        self.browser.click("#document .sheet")
        self.browser.run("document.getElementById('operation').value = 'One'")
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

    def test_a_token_ends_with_its_tab(self):
        self.visit("buyer")
        self.answer()
        token = gateway.token("buyer")
        self.assertNotIn(token, self.browser.run("return JSON.stringify(localStorage) + location.href + document.cookie"))
        self.assertIn(token, self.browser.run("return JSON.stringify(sessionStorage)"))
        self.browser.click("#history")
        self.browser.click("#forget")
        self.assertNotIn(token, self.browser.run("return JSON.stringify(sessionStorage) + document.getElementById('token').value"))
        self.assertEqual(self.browser.run("return localStorage.getItem('souk.history')"), None)

    def test_a_token_that_is_none_is_told(self):
        self.browser.open(gateway.URL + "/")
        self.browser.type("#token", "souk_nonsense" + ENTER)
        self.browser.wait("return document.getElementById('viewer').classList.contains('bad')")
        self.assertIn("token", self.browser.text("#viewer"))


if __name__ == "__main__":
    unittest.main()
