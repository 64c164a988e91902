using System.Text.RegularExpressions;
using GameServer.Tools.Bots.Fleet;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GameServer.PageTests;

/// <summary>What an operator sees of a server with bots on it, in a real browser. Chromium's own waiting, no sleeping.</summary>
[Category("RealUdp")]
internal sealed partial class OperationsPageTests
{
    private const int Bots = 8;
    private const string Markup = "<img src=x onerror=alert(1)>";

    private readonly List<string> noise = [];
    private RunningServer server = null!;
    private BotFleet fleet = null!;
    private IPage page = null!;

    [OneTimeSetUp]
    public void StartServer()
    {
        server = new RunningServer();
        var options = new BotFleetOptions { Host = "127.0.0.1", Port = server.UdpPort, Rooms = ["alpha", "beta"], Clients = Bots, Hunts = true };
        Assert.That(BotFleet.TryStart(options, out var started, out var problem), Is.True, problem);
        fleet = started!;
    }

    [OneTimeTearDown]
    public void StopServer()
    {
        fleet.Dispose();
        server.Dispose();
    }

    [SetUp]
    public async Task OpenPage() => Use(await Chromium.NewPage());

    [TearDown]
    public async Task ClosePage()
    {
        await page.Context.CloseAsync();
        Assert.That(noise, Is.Empty, "errors, dialogs, and requests to elsewhere");
    }

    [Test]
    public async Task RoomsAndPlayersAppear()
    {
        await Open();
        await Expect(page.Locator("#connection")).ToHaveTextAsync("live");
        await Expect(page.Locator("#players")).ToHaveTextAsync($"{Bots}");
        await Expect(page.Locator("#draining")).ToHaveTextAsync("open");
        await Expect(page.Locator("#rooms-by-state")).ToHaveTextAsync("2 active");
        await Expect(page.Locator("#rooms tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator("#rooms tbody tr").Filter(new() { HasText = "alpha" })).ToContainTextAsync($"{Bots / 2}/16");
        await Expect(page.Locator("#worst tbody tr")).ToHaveCountAsync(Bots);
        await Expect(page.Locator("#worst tbody")).ToContainTextAsync("bot1");
        await Expect(page.Locator("#stale")).ToBeHiddenAsync();
    }

    [Test]
    public async Task NumbersLive()
    {
        await Open();
        var tick = page.Locator("#rooms tbody tr").First.Locator("td").Nth(4);
        await Expect(tick).ToHaveTextAsync(AFigure());
        var before = await tick.TextContentAsync();
        await Expect(tick).Not.ToHaveTextAsync(before!);
        await Expect(tick).ToHaveTextAsync(AFigure());
        await Expect(page.Locator("#rooms tbody tr").First.Locator("td").Nth(3)).ToContainTextAsync("%");
    }

    [Test]
    public async Task RoomIsDrawnFromAboveAndMoves()
    {
        await OpenRoom("alpha");
        await Expect(page.Locator("#room-players tbody tr")).ToHaveCountAsync(Bots / 2);
        await Expect(page.Locator("#legend")).ToContainTextAsync("fighter ×");

        // More than one colour: seats have their own. Then: not the same picture for long.
        await page.WaitForFunctionAsync("() => new Set(new Uint32Array(document.querySelector('#map').getContext('2d')"
            + ".getImageData(0, 0, document.querySelector('#map').width, document.querySelector('#map').height).data.buffer)).size > 4");
        var before = await page.EvaluateAsync<string>("() => document.querySelector('#map').toDataURL()");
        await page.WaitForFunctionAsync("before => document.querySelector('#map').toDataURL() !== before", before);
    }

    [Test]
    public async Task ChatIsTextWhateverItSays()
    {
        using var talker = new Talker(server.UdpPort, "alpha", "<b>eve</b>", Markup);
        await OpenRoom("alpha");
        var line = page.Locator("#chat li").Filter(new() { HasText = Markup });
        await Expect(line).ToBeVisibleAsync();
        await Expect(line.Locator("b")).ToHaveTextAsync("<b>eve</b>");
        await Expect(page.Locator("#room-players tbody")).ToContainTextAsync("<b>eve</b>");
        await Expect(page.Locator("img")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task RoomIsOpenedAndLeftByKeyboard()
    {
        await Open();
        var link = page.Locator("#rooms tbody a").First;
        await link.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#room-name")).ToBeFocusedAsync();
        await Expect(page.Locator("#room-line")).ToContainTextAsync("tick");
        await page.Locator("#room-close").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#room")).ToBeHiddenAsync();
    }

    [Test]
    public async Task RoomThatIsNotThereIsSaidToBeGone()
    {
        await page.GotoAsync($"{server.Page}#room=nowhere");
        await Expect(page.Locator("#room-line")).ToContainTextAsync("no such room");
    }

    [TestCase("", ColorScheme.Light)]
    [TestCase("#room=alpha", ColorScheme.Dark)]
    public async Task NothingOverflowsAPhone(string place, ColorScheme scheme)
    {
        await page.Context.CloseAsync();
        Use(await Chromium.NewPage(width: 360, scheme));
        await page.GotoAsync(server.Page + place);
        await Expect(page.Locator("#worst tbody tr")).ToHaveCountAsync(Bots);
        Assert.That(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.LessThanOrEqualTo(0));
    }

    [Test]
    public async Task ThousandRoomsShowAHundredAndAFilterFindsTheRest()
    {
        var rooms = string.Join(',', Enumerable.Range(0, 1000).Select(static i => $$"""{"roomId":"r{{i:000}}","state":"ready","maxPlayers":4,"players":0,"connected":0,"reserved":0}"""));
        var picture = $$"""{"nodeId":"n","game":"arena","at":"2026-01-01T00:00:00Z","draining":true,"players":0,"connected":0,"rooms":[{{rooms}}],"worst":[]}""";
        await page.RouteAsync("**/page/node", route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = $"event: node\ndata: {picture}\n\n" }));
        await Open();
        await Expect(page.Locator("#rooms tbody tr")).ToHaveCountAsync(100);
        await Expect(page.Locator("#rooms-count")).ToContainTextAsync("900 are hidden");
        await Expect(page.Locator("#draining")).ToContainTextAsync("draining");
        await page.Locator("#filter").FillAsync("R987");
        await Expect(page.Locator("#rooms tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("#rooms tbody tr")).ToContainTextAsync("r987");
    }

    [Test]
    public async Task RowsHeldOtherThanToldAreListedAsText()
    {
        var desync = $$"""{"number":7,"seat":1,"player":"{{Markup}}","tick":900,"entity":"12.3","kind":"fighter","field":"position.X","told":4,"held":5,"fields":2}""";
        var picture = $$"""{"roomId":"alpha","tick":901,"tickRate":60,"draining":false,"players":[],"entities":[],"chat":[],"desyncs":[{{desync}}]}""";
        await page.RouteAsync("**/page/rooms/*", route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = $"event: room\ndata: {picture}\n\n" }));
        await OpenRoom("alpha");
        await Expect(page.Locator("#desync-lines li")).ToHaveTextAsync($"Tick 900: {Markup} held position.X of fighter 12.3 as 5, told 4, and 1 more fields.");
        await Expect(page.Locator("img")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task DescriptionIsDrawnWithoutAnythingFromElsewhere()
    {
        await page.GotoAsync(new Uri(server.Page, "/docs").ToString());
        await Expect(page.GetByText("List rooms").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Make a room and reserve seats in it").First).ToBeVisibleAsync();
    }

    private void Use(IPage opened)
    {
        page = opened;
        noise.Clear();
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Request += (_, request) => Note(!request.Url.StartsWith(server.Page.ToString(), StringComparison.Ordinal), request.Url);
        page.Dialog += (_, dialog) =>
        {
            Note(true, $"dialog {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    private void Note(bool isNoise, string text)
    {
        if (isNoise)
        {
            noise.Add(text);
        }
    }

    private async Task Open() => await page.GotoAsync(server.Page.ToString());

    private async Task OpenRoom(string name)
    {
        await Open();
        await page.Locator("#rooms tbody tr").Filter(new() { HasText = name }).ClickAsync();
        await Expect(page.Locator("#room-name")).ToHaveTextAsync($"Room {name}");
    }

    [GeneratedRegex(@"^\d+\.\d+$")]
    private static partial Regex AFigure();
}
