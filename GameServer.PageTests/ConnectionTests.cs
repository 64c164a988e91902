using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GameServer.PageTests;

/// <summary>What the page says and does when the server is away or asks for a key.</summary>
internal sealed class ConnectionTests
{
    private const string Key = "a key that an operator holds";

    private IPage page = null!;

    [SetUp]
    public async Task OpenPage() => page = await Chromium.NewPage();

    [TearDown]
    public Task ClosePage() => page.Context.CloseAsync();

    [Test]
    public async Task StoppedServerIsSaidToBeOldAndANewOneIsFound()
    {
        Uri address;
        using (var server = new RunningServer())
        {
            address = server.Page;
            await page.GotoAsync(address.ToString());
            await Expect(page.Locator("#connection")).ToHaveTextAsync("live");
            await Expect(page.Locator("#stale")).ToBeHiddenAsync();
        }

        await Expect(page.Locator("#connection")).ToHaveTextAsync("connection lost, trying again");
        await Expect(page.Locator("#stale")).ToBeVisibleAsync();
        await Expect(page.Locator("#stale")).ToContainTextAsync("What is shown is old");
        using var next = new RunningServer(address.Port);
        await Expect(page.Locator("#stale")).ToBeHiddenAsync();
        await Expect(page.Locator("#connection")).ToHaveTextAsync("live");
    }

    [Test]
    public async Task KeyIsAskedForJudgedAndKeptForTheTabAlone()
    {
        using var server = new RunningServer(0, "--keys", $"{Hash(Key)}:read {Hash("another")}:allocate");
        await page.GotoAsync(server.Page.ToString());
        await Expect(page.Locator("#key-form")).ToBeVisibleAsync();
        await Expect(page.Locator("#main")).ToBeHiddenAsync();
        await Answer("wrong");
        await Expect(page.Locator("#key-reason")).ToContainTextAsync("not one of this server's");
        await Answer("another");
        await Expect(page.Locator("#key-reason")).ToContainTextAsync("scope");
        await Answer(Key);
        await Expect(page.Locator("#connection")).ToHaveTextAsync("live");
        await Expect(page.Locator("#key-form")).ToBeHiddenAsync();
        Assert.That(await page.EvaluateAsync<int>("() => localStorage.length + document.cookie.length"), Is.Zero);
        await page.ReloadAsync();
        await Expect(page.Locator("#connection")).ToHaveTextAsync("live");
        await page.Locator("#forget").ClickAsync();
        await Expect(page.Locator("#key-form")).ToBeVisibleAsync();
    }

    private async Task Answer(string key)
    {
        await page.Locator("#key").FillAsync(key);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#key")).ToHaveValueAsync("");
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
