using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using GameServer.Tools.Bots.Api;

namespace GameServer.Tests.Bots.Api;

internal sealed class AllocatedRoomTests
{
    private static readonly AllocationWish Wish = new() { MaxPlayers = 1, Players = ["p"] };

    [TestCase(HttpStatusCode.ServiceUnavailable, """{"detail":"This server is to stop and takes no new rooms."}""", "This server is to stop and takes no new rooms.")]
    [TestCase(HttpStatusCode.BadGateway, "<html>", "502")]
    [TestCase(HttpStatusCode.Created, "{}", "names no room")]
    [TestCase(HttpStatusCode.Created, "[]", "names no room")]
    [TestCase(HttpStatusCode.Created, """{"roomId":7}""", "names no room")]
    [TestCase(HttpStatusCode.Created, """{"roomId":"r","seats":[]}""", "reserved no seat to p")]
    [TestCase(HttpStatusCode.Created, """{"roomId":"r","seats":[{"playerId":"p","token":"!"}]}""", "usable token")]
    [TestCase(HttpStatusCode.Created, """{"roomId":"r","seats":[{"playerId":"p"}]}""", "usable token")]
    [TestCase(HttpStatusCode.Created, """{"roomId":"r","seats":[null]}""", "usable token")]
    [TestCase(HttpStatusCode.Created, """{"roomId":"r","seats":"all"}""", "reserved no seat to p")]
    public async Task AnAnswerThatIsOfNoUseIsOneSentence(HttpStatusCode status, string body, string expected)
    {
        using var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8) };
        var answer = await ApiAnswer.Read(response, CancellationToken.None);
        var failure = Assert.Throws<ApiException>(() => AllocatedRoom.Of(answer, Wish))!;
        Assert.That(failure.Message, Does.Contain(expected).And.EndsWith("."));
    }

    [Test]
    public void ProblemWithoutADetailStillNamesTheStatus() =>
        Assert.That(new ApiAnswer(HttpStatusCode.TooManyRequests, new JsonObject { ["detail"] = 5 }, null).Problem, Does.Contain("429"));
}
