// Made by scripts/embed-rules from Rules/sigma: change the rules there, then run the script.
// swift-format-ignore-file

/// Our own Sigma rules, as they stand in Rules/sigma.
package enum EmbeddedSigmaRules {
    /// The rule files, by name.
    package static let sources: [SigmaRuleFile] = [
SigmaRuleFile(path: "account-made-and-used.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Account Made
id: cab391aa-9aa2-5159-8fcd-a82a44ccd855
name: banken_account_made
status: stable
description: |
    An account was made. It serves the correlation below.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
logsource:
    product: linux
detection:
    selection:
        event.kind: account.create
    condition: selection
falsepositives:
    - Every new colleague
level: informational
---
title: Log-In Of An Account
id: 520459e4-3d13-52c3-8c27-cad91a93d364
name: banken_account_used
status: stable
description: |
    A log-in that succeeded. It serves the correlation below.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
logsource:
    product: linux
detection:
    selection:
        event.kind: login.success
    condition: selection
falsepositives:
    - Every honest log-in
level: informational
---
title: Account Made And Used At Once
id: ea04da06-39d4-5fba-b850-f2be9efcaf46
status: stable
description: |
    A new account was used within minutes of being made.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.persistence
    - attack.t1136.001
correlation:
    type: temporal_ordered
    rules:
        - banken_account_made
        - banken_account_used
    group-by:
        - User
    timespan: 15m
falsepositives:
    - An administrator who tries out a new account
level: medium

"""###),
SigmaRuleFile(path: "authorized-key.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Key For Log-In Added By Command
id: c4289b41-a93c-5afd-873a-7bc61e6e2f9b
status: stable
description: |
    A command wrote into a list of keys that may log in.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.persistence
    - attack.t1098.004
logsource:
    category: process_creation
    product: linux
detection:
    selection_file:
        CommandLine|contains: authorized_keys
    selection_deed:
        - CommandLine|re: '>\s*\S*authorized_keys'
        - CommandLine|re: '(?:^|\s|/)(?:tee|cp|mv|install|dd|sed\s+-i)\s'
        - CommandLine|re: '(?:wget\s.*-O|curl\s.*-o)\s*\S*authorized_keys'
    condition: all of selection_*
falsepositives:
    - An administrator gives a colleague access
level: medium
---
title: List Of Keys For Log-In Written
id: 45ed096a-53df-54ac-925d-1b5422bf7ece
status: stable
description: |
    A list of keys that may log in was written.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.persistence
    - attack.t1098.004
logsource:
    category: file_event
    product: linux
detection:
    selection:
        TargetFilename|endswith:
            - /.ssh/authorized_keys
            - /.ssh/authorized_keys2
    condition: selection
falsepositives:
    - An administrator gives a colleague access
level: medium

"""###),
SigmaRuleFile(path: "history-cleared.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Shell History Cleared Or Switched Off
id: 3645af85-0a97-5e35-b0d8-b0167e8dbfdc
status: stable
description: |
    Somebody made the shell forget what was typed.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.stealth
    - attack.t1070.003
logsource:
    category: process_creation
    product: linux
detection:
    selection_clear:
        CommandLine|re: '(?:^|[;&|]\s*)history\s+-[a-z]*c'
    selection_variable:
        CommandLine|contains:
            - 'unset HISTFILE'
            - HISTFILE=/dev/null
            - 'HISTSIZE=0'
            - 'HISTFILESIZE=0'
            - 'set +o history'
    selection_file:
        CommandLine|contains:
            - .bash_history
            - .zsh_history
            - .ash_history
    selection_deed:
        - Image|endswith:
              - /rm
              - /shred
              - /unlink
              - /truncate
        - CommandLine|re: '^(?:\S*/)?ln\s+-\S*s\S*\s+/dev/null\s|/dev/null\s*>'
    condition: selection_clear or selection_variable or (selection_file and selection_deed)
falsepositives:
    - People who type passwords by mistake
level: high

"""###),
SigmaRuleFile(path: "interpreter-in-hidden-place.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Script Run From A Hidden Folder For Temporary Files
id: e9f85d78-3caa-5c08-aed7-2b02dc3794e7
status: stable
description: |
    An interpreter runs a script out of a hidden folder in a place where everybody may write.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.execution
    - attack.stealth
    - attack.t1564.001
    - attack.t1059
logsource:
    category: process_creation
    product: linux
detection:
    selection_image:
        Image|re: '/(?:perl|python[0-9.]*|ruby|php[0-9.]*|bash|sh|dash|node)$'
    selection_place:
        CommandLine|re: '/(?:tmp|var/tmp|dev/shm)/(?:\S+/)?\.[^/\s.]'
    condition: all of selection_*
falsepositives:
    - Sockets and locks of desktop programs
level: high

"""###),
SigmaRuleFile(path: "irc-connection.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Connection To A Chat Server
id: 4c16691b-4c8c-52e5-ab64-e0d5a31702fa
status: stable
description: |
    A program of the server connected to a port of IRC, by which herds of bots are led.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.command-and-control
    - attack.t1071
logsource:
    category: network_connection
    product: linux
detection:
    selection:
        DestinationPort:
            - 6660
            - 6661
            - 6662
            - 6663
            - 6664
            - 6665
            - 6666
            - 6667
            - 6668
            - 6669
            - 6697
            - 7000
    filter_local:
        DestinationIp|cidr:
            - 127.0.0.0/8
            - ::1/128
    filter_clients:
        Image|endswith:
            - /irssi
            - /weechat
            - /znc
    condition: selection and not 1 of filter_*
falsepositives:
    - Somebody who chats from the server
level: high
---
title: Words Of A Chat Protocol On A Command Line
id: b90c59a0-4566-5987-a4d8-a1cba5d1f01e
status: stable
description: |
    A command speaks the words of IRC.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.command-and-control
    - attack.t1071
logsource:
    category: process_creation
    product: linux
detection:
    selection:
        CommandLine|contains:
            - 'PRIVMSG #'
            - 'JOIN #'
            - 'irc://'
            - 'ircs://'
    selection_server:
        CommandLine|re: '(?i)\birc\d?\.[a-z0-9.-]+\s+(?:66\d\d|7000)\b'
    condition: 1 of selection*
falsepositives:
    - Somebody who tries out a chat client
level: high

"""###),
SigmaRuleFile(path: "job-replaced.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Jobs Of A User Replaced
id: a899f769-caa1-5e4c-8e55-f0ab6387f533
status: stable
description: |
    The crontab of a user was replaced.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.persistence
    - attack.execution
    - attack.t1053.003
logsource:
    product: linux
    service: cron
detection:
    keywords:
        - ') REPLACE ('
    condition: keywords
falsepositives:
    - An administrator edits the crontab
level: medium
---
title: Job Runs From A Folder For Temporary Files
id: bc3864ca-4c06-568e-ba91-14ef4d541e77
status: stable
description: |
    A job of cron runs a program from a folder where everybody may write.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.persistence
    - attack.t1053.003
    - attack.t1036.005
logsource:
    category: process_creation
    product: linux
detection:
    selection_parent:
        ParentImage|endswith:
            - /cron
            - /crond
    selection_place:
        CommandLine|contains:
            - /tmp/
            - /var/tmp/
            - /dev/shm/
    selection_start:
        - CommandLine|re: '^(?:\S*/)?(?:sh|bash|dash|perl|python[0-9.]*|php|nohup)\s+(?:-\S+\s+)*/(?:var/)?(?:tmp|dev/shm)/'
        - Image|startswith:
            - /tmp/
            - /var/tmp/
            - /dev/shm/
    condition: all of selection_*
falsepositives:
    - A job of somebody who does not mind the place
level: high

"""###),
SigmaRuleFile(path: "log-cleared.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Log Cleared Or Deleted
id: a5b032d4-95d8-5903-a365-070ea57bf9c1
status: stable
description: |
    A log of the system was emptied or deleted by hand.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.stealth
    - attack.t1070.002
logsource:
    category: process_creation
    product: linux
detection:
    selection_name:
        CommandLine|contains:
            - /var/log/auth.log
            - /var/log/secure
            - /var/log/syslog
            - /var/log/messages
            - /var/log/wtmp
            - /var/log/btmp
            - /var/log/lastlog
            - /var/log/audit/audit.log
            - /var/log/xferlog
            - /var/log/vsftpd.log
            - access.log
            - access_log
    selection_deed:
        - Image|endswith:
              - /rm
              - /shred
              - /unlink
              - /wipe
        - CommandLine|re: '(?:^|\s|/)truncate\s+(?:-s\s*0|--size=0)'
        - CommandLine|re: '(?:^|/dev/null|echo(?:\s+-n)?(?:\s+["'']{2})?|:)\s*>\s*/'
    selection_journal:
        CommandLine|re: 'journalctl\s.*--vacuum-(?:time=(?:1|0)s|size=[01]\b|files=[01]\b)'
    condition: (selection_name and selection_deed) or selection_journal
falsepositives:
    - A full disk
level: high
---
title: Log Found Cleared
id: ad584738-41b3-5581-ac6d-01f74f2e7f33
status: stable
description: |
    A record tells that a log was cleared.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.stealth
    - attack.t1070.002
logsource:
    product: linux
detection:
    selection:
        event.kind: log.cleared
    condition: selection
falsepositives:
    - A full disk
level: high

"""###),
SigmaRuleFile(path: "login-guessed.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Failed Log-In
id: 66578e27-b090-567b-83a6-985d1c449905
name: banken_login_failure
status: stable
description: |
    A log-in that failed, of any service. It serves the correlations below.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.credential-access
    - attack.t1110.001
logsource:
    product: linux
detection:
    selection:
        event.kind: login.failure
    condition: selection
falsepositives:
    - People mistype passwords
level: informational
---
title: Log-In
id: cad30757-4dc8-5379-9d4f-397bf6873875
name: banken_login_success
status: stable
description: |
    A log-in that succeeded, of any service. It serves the correlations below.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
logsource:
    product: linux
detection:
    selection:
        event.kind: login.success
    condition: selection
falsepositives:
    - Every honest log-in
level: informational
---
title: Many Failed Log-Ins From One Address
id: e26a5ae7-c55c-5d78-b6a0-0e9393bac3b2
name: banken_login_guessing
status: stable
description: |
    Somebody tries passwords from one address. It serves the correlation below.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.credential-access
    - attack.t1110.001
correlation:
    type: event_count
    rules:
        - banken_login_failure
    group-by:
        - SourceAddress
    timespan: 10m
    condition:
        gte: 10
falsepositives:
    - A program with an old password
level: informational
---
title: Log-In After Many Failures From The Same Address
id: 1cc95f2c-1ff7-5c62-ab04-093cd786f9e9
name: banken_login_guessed
status: stable
description: |
    An address that tried many passwords got in. The password was guessed, or it was known all along and the failures are of others behind the same address.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.credential-access
    - attack.initial-access
    - attack.t1110.001
    - attack.t1078
correlation:
    type: temporal_ordered
    rules:
        - banken_login_guessing
        - banken_login_success
    group-by:
        - SourceAddress
    timespan: 1d
falsepositives:
    - An office behind one address
level: high
---
title: Many Names Tried From One Address
id: 74a2abd3-998e-50dc-9d20-62ccbec4f8f9
name: banken_names_tried
status: stable
description: |
    Somebody tries the names of accounts from one address.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.credential-access
    - attack.t1110.003
correlation:
    type: value_count
    rules:
        - banken_login_failure
    group-by:
        - SourceAddress
    timespan: 1h
    condition:
        field: User
        gte: 12
falsepositives:
    - A mail server with many mailboxes behind one address
level: low
---
title: Passwords Tried From One Address
id: 1fce01c2-8877-5df0-9c86-e7b854d1b14c
name: banken_passwords_tried
status: stable
description: |
    Somebody tries passwords from one address.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.credential-access
    - attack.t1110.001
correlation:
    type: event_count
    rules:
        - banken_login_failure
    group-by:
        - SourceAddress
    timespan: 30m
    condition:
        gte: 20
falsepositives:
    - A program with an old password
level: low

"""###),
SigmaRuleFile(path: "login-stolen.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Log-In With A Password
id: 88d370c2-a124-5205-bc65-8df615f78456
name: banken_outside_login
status: stable
description: |
    A log-in that succeeded, of any service, where the address is known. It serves the correlation below.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
logsource:
    product: linux
detection:
    selection:
        event.kind: login.success
        SourceAddress|exists: true
    filter_local:
        SourceAddress|cidr:
            - 127.0.0.0/8
            - 10.0.0.0/8
            - 172.16.0.0/12
            - 192.168.0.0/16
            - ::1/128
    condition: selection and not filter_local
falsepositives:
    - Every honest log-in
level: informational
---
title: One Account Used From Many Addresses
id: 6bdae94f-8825-5596-af8a-cc3868072579
status: stable
description: |
    One account was used from many addresses within an hour. Passwords that malware on a client stole are used by a herd of machines.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.initial-access
    - attack.t1078
correlation:
    type: value_count
    rules:
        - banken_outside_login
    group-by:
        - User
    timespan: 1h
    condition:
        field: SourceAddress
        gte: 5
falsepositives:
    - A shared account; a mailbox on a telephone that changes networks
level: high

"""###),
SigmaRuleFile(path: "pages-overwritten.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Start Page Uploaded
id: 0745e63c-3353-5a6f-b954-7fd5db3fbce1
name: banken_start_page_uploaded
status: stable
description: |
    A start page was uploaded. It serves the correlation below.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
logsource:
    category: file_event
    product: linux
detection:
    selection:
        event.kind: file.upload
        TargetFilename|re: '(?i)/(?:index|main|default|home|top)\.(?:html?|php|asp|shtml)$'
    condition: selection
falsepositives:
    - The owner updates the site
level: informational
---
title: Many Start Pages Uploaded At Once
id: 5a42184e-dcf4-58ca-a874-9526fc42c94f
status: stable
description: |
    Many start pages were uploaded within minutes: whoever holds the password writes the same code into every page.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.impact
    - attack.t1491.002
    - attack.t1189
correlation:
    type: value_count
    rules:
        - banken_start_page_uploaded
    group-by:
        - User
    timespan: 5m
    condition:
        field: TargetFilename
        gte: 5
falsepositives:
    - A whole site is uploaded anew
level: high

"""###),
SigmaRuleFile(path: "program-replaced.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Program Of The System Overwritten By Hand
id: 4eb093aa-ac50-52b2-ad88-5edf4c585031
status: stable
description: |
    A program that administrators trust was overwritten by a command rather than by its package.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.persistence
    - attack.stealth
    - attack.t1554
    - attack.t1036.003
logsource:
    category: process_creation
    product: linux
detection:
    selection:
        CommandLine|re: '^(?:\S*/)?(?:cp|mv|install|dd)\s.*(?:\s|=)/(?:usr/)?s?bin/(?:sshd|ssh|ls|ps|netstat|ss|top|login|su|sudo|find|lsof|crond?|who|w|last|passwd)$'
    filter_backup:
        CommandLine|re: '^(?:\S*/)?(?:cp|mv)\s+(?:-\S+\s+)*/(?:usr/)?s?bin/\S+\s+/(?:root|home|srv|backup)/'
    condition: selection and not filter_backup
falsepositives:
    - A program that was built by hand
level: high

"""###),
SigmaRuleFile(path: "upload-then-request.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Script Uploaded
id: 11f0a880-4a55-5cf8-83db-c2045129c444
name: banken_script_uploaded
status: stable
description: |
    A file that a web server would run was uploaded.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.persistence
    - attack.t1505.003
logsource:
    category: file_event
    product: linux
detection:
    selection:
        event.kind: file.upload
        TargetFilename|endswith:
            - .php
            - .phtml
            - .php5
            - .php7
            - .phar
            - .cgi
            - .pl
            - .jsp
    condition: selection
falsepositives:
    - The owner updates the site
level: low
---
title: Script Requested In A Folder For Uploads
id: 04d4469a-f6d7-5223-966b-2bdcd9f90082
name: banken_script_in_uploads
status: stable
description: |
    A program was run in a folder that holds what visitors upload.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.persistence
    - attack.t1505.003
logsource:
    category: webserver
detection:
    selection:
        cs-uri-stem|contains:
            - /upload/
            - /uploads/
            - /images/
            - /img/
            - /files/
            - /cache/
            - /tmp/
            - /media/
        cs-uri-stem|contains|cased:
            - .php
            - .phtml
            - .phar
            - .cgi
            - .pl
            - .jsp
        sc-status: 200
    filter_name:
        cs-uri-stem|re: '(?i)\.(?:jpe?g|png|gif|webp|svg|css|js|pdf|html?)$'
    condition: selection and not filter_name
falsepositives:
    - A site that keeps its programs in such a folder
level: medium
---
title: Script Uploaded And Then Requested
id: bef531a1-1276-5603-a8bc-c4e8ab02f059
status: stable
description: |
    A script was uploaded, and soon after a script in a folder for uploads was run.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.persistence
    - attack.t1505.003
correlation:
    type: temporal_ordered
    rules:
        - banken_script_uploaded
        - banken_script_in_uploads
    timespan: 1h
    generate: true
falsepositives:
    - An owner who tries out what was just uploaded
level: high

"""###),
SigmaRuleFile(path: "web-account-privilege.yml", text: ###"""
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
title: Account Of A Web Server Takes Other Rights
id: 0a426ca0-5cd2-50db-baca-abc87e77255c
status: stable
description: |
    The account of a web server used sudo, su or the like. A web server has no reason to.
author: The Banken authors
license: Apache-2.0
date: 2026-11-21
tags:
    - attack.privilege-escalation
    - attack.t1548.003
logsource:
    product: linux
detection:
    selection:
        event.kind: privilege.use
        User:
            - www-data
            - apache
            - nginx
            - httpd
            - www
            - wwwrun
            - nobody
    condition: selection
falsepositives:
    - A control panel that works that way
level: high

"""###),
    ]
}
