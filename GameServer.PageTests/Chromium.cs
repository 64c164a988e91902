using Microsoft.Playwright;

namespace GameServer.PageTests;

/// <summary>The system's Chromium, started once for all tests. Each test gets a page with a profile of its own.</summary>
[SetUpFixture]
internal sealed class Chromium
{
    private const string Program = "/usr/bin/chromium";
    private const float PatienceMs = 20_000;

    private static IBrowser browser = null!;
    private IPlaywright playwright = null!;

    /// <summary>An empty page of that width in CSS pixels; closing its context closes it.</summary>
    public static async Task<IPage> NewPage(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 1000 }, ColorScheme = scheme });
        context.SetDefaultTimeout(PatienceMs);
        return await context.NewPageAsync();
    }

    [OneTimeSetUp]
    public async Task Start()
    {
        Assert.That(File.Exists(Program), Is.True, "The page tests need Chromium: apt-get install --no-install-recommends chromium");
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (playwright is not null)
        {
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }
}
