BEGIN TRANSACTION;
CREATE TABLE account (
	id VARCHAR NOT NULL, 
	posted INTEGER DEFAULT 0 NOT NULL, 
	held INTEGER DEFAULT 0 NOT NULL, 
	used INTEGER DEFAULT 0 NOT NULL, 
	last_sequence INTEGER DEFAULT 0 NOT NULL, 
	last_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_account_held CHECK (held >= 0), 
	CONSTRAINT ck_account_last_sequence CHECK (last_sequence >= 0), 
	CONSTRAINT ck_account_posted_covers_held CHECK (posted >= held), 
	CONSTRAINT ck_account_used CHECK (used >= 0)
);
INSERT INTO "account" VALUES('local',10,1,1,4,'2026-01-01 13:06:45.000000','2026-01-01 12:00:00.000000');
INSERT INTO "account" VALUES('Zoë',9,0,1,2,'2026-01-01 13:06:45.000000','2026-01-01 13:06:45.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE allocation (
	hold_id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	PRIMARY KEY (hold_id, lot_id), 
	CONSTRAINT ck_allocation_amount CHECK (amount > 0), 
	CONSTRAINT fk_allocation_hold FOREIGN KEY(hold_id) REFERENCES hold (id), 
	CONSTRAINT fk_allocation_lot FOREIGN KEY(lot_id) REFERENCES lot (id)
);
INSERT INTO "allocation" VALUES(1,2,0,1);
INSERT INTO "allocation" VALUES(2,2,0,1);
INSERT INTO "allocation" VALUES(4,1,0,1);
INSERT INTO "allocation" VALUES(5,3,0,1);
CREATE TABLE entry (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	sequence INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	balance_after INTEGER NOT NULL, 
	step VARCHAR, 
	hold_id INTEGER, 
	lot_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_entry_kind CHECK ((kind = 'grant' AND amount > 0 AND lot_id IS NOT NULL AND hold_id IS NULL) OR (kind = 'capture' AND amount < 0 AND hold_id IS NOT NULL AND step IS NOT NULL) OR (kind = 'expire' AND amount < 0 AND lot_id IS NOT NULL AND hold_id IS NULL) OR (kind IN ('refund', 'adjust') AND amount <> 0 AND hold_id IS NULL)), 
	CONSTRAINT ck_entry_balance_after CHECK (balance_after >= 0), 
	CONSTRAINT ck_entry_sequence CHECK (sequence > 0), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT fk_entry_hold FOREIGN KEY(hold_id) REFERENCES hold (id), 
	CONSTRAINT fk_entry_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT uq_entry_sequence UNIQUE (account_id, sequence), 
	CONSTRAINT uq_entry_hold UNIQUE (hold_id)
);
INSERT INTO "entry" VALUES(1,'local',1,'2026-01-01 12:00:00.000000','grant',10,10,NULL,NULL,1);
INSERT INTO "entry" VALUES(2,'local',2,'2026-01-01 12:00:00.000000','grant',3,13,NULL,NULL,2);
INSERT INTO "entry" VALUES(3,'local',3,'2026-01-01 12:00:05.000000','capture',-1,12,'GENERATE_TRACK_INTRO',1,NULL);
INSERT INTO "entry" VALUES(4,'local',4,'2026-01-01 13:06:45.000000','expire',-2,10,NULL,NULL,2);
INSERT INTO "entry" VALUES(5,'Zoë',1,'2026-01-01 13:06:45.000000','grant',10,10,NULL,NULL,3);
INSERT INTO "entry" VALUES(6,'Zoë',2,'2026-01-01 13:06:45.000000','capture',-1,9,'GENERATE_TRACK_INTRO',5,NULL);
CREATE TABLE event (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR NOT NULL, 
	hold_key VARCHAR, 
	amount INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_event_kind CHECK (kind IN ('refused', 'uncollected', 'support')), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "event" VALUES(1,'local','2026-01-01 13:06:45.000000','refused','big:GENERATE_TRACK_INTRO',99);
CREATE TABLE hold (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	input_hash VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	workflow VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	description TEXT, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_hold_settled_at CHECK ((state = 'held') = (settled_at IS NULL)), 
	CONSTRAINT ck_hold_state CHECK (state IN ('held', 'captured', 'released', 'expired', 'refused')), 
	CONSTRAINT ck_hold_amount CHECK (amount > 0), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_hold_key UNIQUE (account_id, "key")
);
INSERT INTO "hold" VALUES(1,'local','w:GENERATE_TRACK_INTRO','cb85962fc047bedc3cec5684cf7b181b56ed5b7a056af69451d02e4b8ee9b4c2','GENERATE_TRACK_INTRO',1,'w','captured','Gymnopédie No. 1 – Erik Satie','2026-01-01 12:00:05.000000','2026-01-01 12:01:05.000000','2026-01-01 12:00:05.000000');
INSERT INTO "hold" VALUES(2,'local','w:SPEAK_TRACK_INTRO','d2f5e9d740b5d51581a8b73d2295800c508bfc84b7b15119152b351deb707811','SPEAK_TRACK_INTRO',1,'w','released','Gymnopédie No. 1 – Erik Satie','2026-01-01 12:00:05.000000','2026-01-01 12:01:05.000000','2026-01-01 12:00:05.000000');
INSERT INTO "hold" VALUES(3,'local','big:GENERATE_TRACK_INTRO','5d8c4fd6fe9bf826c7e2e759510f6565c2a1bc7377ab6d8ea0e9137e810c2cdd','GENERATE_TRACK_INTRO',99,'big','refused','Gymnopédie No. 1 – Erik Satie','2026-01-01 13:06:45.000000','2026-01-01 13:07:45.000000','2026-01-01 13:06:45.000000');
INSERT INTO "hold" VALUES(4,'local','open:GENERATE_TRACK_INTRO','6cd24a140f3fa1ff45d02584e12b286156f5b8f3c9fd325a5034d2eebce87423','GENERATE_TRACK_INTRO',1,'open','held','Gymnopédie No. 1 – Erik Satie','2026-01-01 13:06:45.000000','2026-01-01 13:07:45.000000',NULL);
INSERT INTO "hold" VALUES(5,'Zoë','z:GENERATE_TRACK_INTRO','6c49a4509a623be2c27e717ab0383bc5cfe07ce1eb10d8c9084318b08ecd7420','GENERATE_TRACK_INTRO',1,'z','captured','Gymnopédie No. 1 – Erik Satie','2026-01-01 13:06:45.000000','2026-01-01 13:07:45.000000','2026-01-01 13:06:45.000000');
CREATE TABLE intro (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	workflow VARCHAR NOT NULL, 
	track_id TEXT NOT NULL, 
	track TEXT NOT NULL, 
	text TEXT NOT NULL, 
	writer VARCHAR NOT NULL, 
	written_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_intro_workflow UNIQUE (account_id, workflow)
);
INSERT INTO "intro" VALUES(1,'local','w','demo:1','{"id":"demo:1","title":"Gymnopédie No. 1","artists":["Erik Satie"],"album":null,"duration_ms":210000,"kind":"track","year":1888,"genres":[],"composers":[],"track_number":null,"disc_number":null,"url":null,"art_url":null}','Here comes Satie.','announcer','2026-01-01 00:00:00.000000');
CREATE TABLE lot (
	id INTEGER NOT NULL, 
	account_id VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	granted INTEGER NOT NULL, 
	remaining INTEGER NOT NULL, 
	captured INTEGER DEFAULT 0 NOT NULL, 
	expired INTEGER DEFAULT 0 NOT NULL, 
	priority INTEGER DEFAULT 0 NOT NULL, 
	promotional BOOLEAN NOT NULL, 
	granted_at DATETIME NOT NULL, 
	expires_at DATETIME, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_lot_granted CHECK (granted > 0), 
	CONSTRAINT ck_lot_sum CHECK (remaining + captured + expired <= granted), 
	CONSTRAINT ck_lot_parts CHECK (remaining >= 0 AND captured >= 0 AND expired >= 0), 
	CONSTRAINT fk_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_lot_granted_once UNIQUE (account_id, source, reference)
);
INSERT INTO "lot" VALUES(1,'local','demo','',10,9,0,0,0,1,'2026-01-01 12:00:00.000000',NULL);
INSERT INTO "lot" VALUES(2,'local','gift','1',3,0,1,2,0,0,'2026-01-01 12:00:00.000000','2026-01-01 13:00:00.000000');
INSERT INTO "lot" VALUES(3,'Zoë','demo','',10,9,1,0,0,1,'2026-01-01 13:06:45.000000',NULL);
CREATE INDEX ix_hold_open ON hold (account_id, expires_at) WHERE state = 'held';
CREATE INDEX ix_intro_track ON intro (account_id, track_id);
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry rows are kept'); END;
CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR (account_id = NEW.account_id AND sequence = NEW.sequence) OR hold_id = NEW.hold_id) BEGIN SELECT RAISE(ABORT, 'entry rows are not replaced'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event rows are kept'); END;
CREATE TRIGGER event_no_replace BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'event rows are not replaced'); END;
CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'allocation rows are kept'); END;
CREATE TRIGGER allocation_no_replace BEFORE INSERT ON allocation WHEN EXISTS (SELECT 1 FROM allocation WHERE hold_id = NEW.hold_id AND lot_id = NEW.lot_id) BEGIN SELECT RAISE(ABORT, 'allocation rows are not replaced'); END;
CREATE TRIGGER hold_no_delete BEFORE DELETE ON hold BEGIN SELECT RAISE(ABORT, 'hold rows are kept'); END;
CREATE TRIGGER hold_no_replace BEFORE INSERT ON hold WHEN EXISTS (SELECT 1 FROM hold WHERE id = NEW.id OR (account_id = NEW.account_id AND key = NEW.key)) BEGIN SELECT RAISE(ABORT, 'hold rows are not replaced'); END;
CREATE TRIGGER lot_no_delete BEFORE DELETE ON lot BEGIN SELECT RAISE(ABORT, 'lot rows are kept'); END;
CREATE TRIGGER lot_no_replace BEFORE INSERT ON lot WHEN EXISTS (SELECT 1 FROM lot WHERE id = NEW.id OR (account_id = NEW.account_id AND source = NEW.source AND reference = NEW.reference)) BEGIN SELECT RAISE(ABORT, 'lot rows are not replaced'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'account rows are kept'); END;
CREATE TRIGGER account_no_replace BEFORE INSERT ON account WHEN EXISTS (SELECT 1 FROM account WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'account rows are not replaced'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry rows are final'); END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event rows are final'); END;
CREATE TRIGGER allocation_no_update BEFORE UPDATE ON allocation BEGIN SELECT RAISE(ABORT, 'allocation rows are final'); END;
CREATE TRIGGER hold_fixed BEFORE UPDATE OF id, account_id, key, input_hash, step, amount, workflow, created_at ON hold BEGIN SELECT RAISE(ABORT, 'hold terms are final'); END;
CREATE TRIGGER lot_fixed BEFORE UPDATE OF id, account_id, source, reference, granted, granted_at ON lot BEGIN SELECT RAISE(ABORT, 'lot terms are final'); END;
CREATE TRIGGER hold_settled_once BEFORE UPDATE OF state, settled_at ON hold WHEN OLD.state <> 'held' BEGIN SELECT RAISE(ABORT, 'a hold is settled once'); END;
COMMIT;
