using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using GameServer.Http;

namespace GameServer.Tests.Http;

/// <summary>Missing and wrong keys, bodies too large and too slow: each has a clear answer, and nobody else waits.</summary>
[Category("RealUdp")]
internal sealed class ApiAccessTests
{
    private ApiServer server = null!;

    [OneTimeSetUp]
    public void StartServer() => server = new ApiServer(static o => o.Keys = $"{HashOf("reader")}:read {HashOf("maker")}:allocate+read {HashOf("boss")}:allocate+read+admin");

    [OneTimeTearDown]
    public void StopServer() => server.Dispose();

    [TestCase(null, "GET", "/v1/rooms", HttpStatusCode.Unauthorized)]
    [TestCase("nobody", "GET", "/v1/rooms", HttpStatusCode.Unauthorized)]
    [TestCase("reader", "GET", "/v1/rooms", HttpStatusCode.OK)]
    [TestCase("reader", "POST", "/v1/rooms", HttpStatusCode.Forbidden)]
    [TestCase("maker", "POST", "/v1/nodes/self/drain", HttpStatusCode.Forbidden)]
    [TestCase("boss", "POST", "/v1/nodes/self/undrain", HttpStatusCode.OK)]
    [TestCase(null, "GET", "/metrics", HttpStatusCode.Unauthorized)]
    [TestCase("reader", "GET", "/metrics", HttpStatusCode.OK)]
    [TestCase(null, "GET", "/page/node", HttpStatusCode.Unauthorized)]
    [TestCase(null, "GET", "/health/live", HttpStatusCode.OK)]
    [TestCase(null, "GET", "/", HttpStatusCode.OK)]
    [TestCase(null, "GET", "/openapi/v1.json", HttpStatusCode.OK)]
    public async Task KeyDecides(string? key, string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? new StringContent("{}", Encoding.UTF8, "application/json") : null };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.That(response.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task BodyOf100MegabytesIsRefusedBeforeItIsSent()
    {
        using var request = Allocation(new StreamContent(new EndlessZeros(100_000_000)));
        request.Headers.ExpectContinue = true;
        using var response = await server.Http.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain($"{HttpSettings.BodyBytesMax} bytes"));
    }

    [Test]
    public async Task SlowBodyIsGivenUpWhileOthersAreServed()
    {
        using var slow = new TcpClient("127.0.0.1", server.Http.BaseAddress!.Port);
        var stream = slow.GetStream();
        await stream.WriteAsync("POST /v1/rooms HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer maker\r\nIdempotency-Key: slow\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray());
        using (var other = await server.Http.SendAsync(Allocation(new StringContent("{}", Encoding.UTF8, "application/json"))))
        {
            Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }

        using var reader = new StreamReader(stream);
        Assert.That(await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)), Does.Contain("408"));
    }

    private static HttpRequestMessage Allocation(HttpContent body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/rooms") { Content = body };
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "maker");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return request;
    }

    private static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private sealed class EndlessZeros(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            Array.Clear(buffer, offset, read);
            Position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
