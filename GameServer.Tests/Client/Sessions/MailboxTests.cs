using GameServer.Client.Sessions;

namespace GameServer.Tests.Client.Sessions;

internal sealed class MailboxTests
{
    [Test]
    public void MessagesComeOutInTheirOrder()
    {
        var mailbox = new Mailbox<int>(capacity: 3);
        mailbox.Add(1);
        mailbox.Add(2);
        Assert.That(mailbox.TryTake(out var first) && mailbox.TryTake(out var second) ? (first, second) : default, Is.EqualTo((1, 2)));
        Assert.That(mailbox.TryTake(out _), Is.False);
    }

    [Test]
    public void OldestGivesWayAndIsCounted()
    {
        var mailbox = new Mailbox<int>(capacity: 2);
        for (var i = 0; i < 5; i++)
        {
            mailbox.Add(i);
        }

        Assert.That(mailbox.Dropped, Is.EqualTo(3));
        Assert.That(mailbox.TryTake(out var oldest), Is.True);
        Assert.That(oldest, Is.EqualTo(3));
    }
}
